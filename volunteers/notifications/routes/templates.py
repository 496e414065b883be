"""The words of messages, for administrators: read them as they are sent, change them, go back to the built-in ones."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Conflict, Refused
from volunteers.notifications.forms import VersionForm, WordsForm
from volunteers.notifications.models import MessageTemplate
from volunteers.notifications.queries import templates as queries
from volunteers.notifications.routes.blueprint import bp
from volunteers.notifications.rules.catalogue import EVERYWHERE, Kind
from volunteers.notifications.rules.differences import differences
from volunteers.notifications.rules.own_words import OwnWords, fill
from volunteers.notifications.rules.texts import length_in_words
from volunteers.notifications.rules.wording import Words, examples_of, with_examples, with_names
from volunteers.notifications.service.templates import withdraw_template, write_template
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

EDIT = Permission.TEMPLATE_EDIT
LONGEST_SEARCH = 100
ALL = "all"  # the address of the words for all strands


@bp.get("/staff/messages/templates")
@needs(EDIT)
def templates() -> str:
    """Every kind of message by who receives it, found by its words; which have own words stands beside each."""
    search = " ".join(request.args.get("search", "")[:LONGEST_SEARCH].replace("\0", "").split())
    only_own = request.args.get("own") == "yes"
    groups = queries.list_kinds(search=search, only_own=only_own)
    names = {strand.code.value: strand.name for strand in all_strands()}
    return render_template(
        "notifications/templates.html", groups=groups, search=search, only_own=only_own, names=names, all=ALL
    )


@bp.get("/staff/messages/templates/<kind>/<strand>")
@needs(EDIT)
def template(kind: str, strand: str) -> str:
    """One kind of message as it is sent now, for a strand or for all, with what it said before."""
    return _page(*_asked(kind, strand), VersionForm())


@bp.route("/staff/messages/templates/<kind>/<strand>/change", methods=["GET", "POST"])
@needs(EDIT, fresh=True)
def change_template(kind: str, strand: str) -> ResponseReturnValue:
    """Write own words: seen as they would be sent, and saved once nothing is wrong with them."""
    about, code = _asked(kind, strand)
    form, built_in = WordsForm(), with_names(current_app.jinja_env, about)
    has_text = built_in.text is not None
    if not form.is_submitted():
        if not form.body.raw_data:
            _begin(form, about, code, built_in)
        return _editor(about, code, form, has_text=has_text)
    is_fit = form.ready() & form.judge(about, has_text=has_text)
    if not is_fit or form.preview.data:
        return _editor(about, code, form, has_text=has_text)
    try:
        with unit_of_work():
            write_template(kind, code, form.own(has_text=has_text), seen=form.seen, by=viewer())
    except Conflict as conflict:
        form.refuse(conflict.refusals)
        theirs = queries.find_newest(kind, code)
        form.version.data = str(theirs.number if theirs else 0)
        return _editor(about, code, form, has_text=has_text, theirs=theirs), 409
    flash("Saved. The next message goes out in these words.")
    return redirect(url_for(".template", kind=kind, strand=strand), code=303)


@bp.post("/staff/messages/templates/<kind>/<strand>/withdraw")
@needs(EDIT, fresh=True)
def withdraw_words(kind: str, strand: str) -> ResponseReturnValue:
    """Go back to the words below: those for all strands, or the built-in ones."""
    about, code = _asked(kind, strand)
    form = VersionForm()
    if form.ready():
        try:
            with unit_of_work():
                withdraw_template(kind, code, seen=form.seen, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            return _page(about, code, form), 409
        flash("Your words are given up. What they said is still listed here.")
        return redirect(url_for(".template", kind=kind, strand=strand), code=303)
    return _page(about, code, form), 409


def _asked(kind: str, strand: str) -> tuple[Kind, str | None]:
    """The kind and the strand's code in an address; None for all strands."""
    code = None if strand == ALL else get_by_slug(strand).code.value
    return queries.get_kind(kind, code), code


def _begin(form: WordsForm, kind: Kind, strand: str | None, built_in: Words) -> None:
    """From the newest words of one's own, else from what is sent now."""
    newest, in_force = queries.find_newest(kind.code, strand), queries.find_in_force(kind.code, strand)
    form.show(in_force.own if in_force else built_in)
    if built_in.text is not None and form.text.data is None:
        form.text.data = built_in.text
    form.version.data = str(newest.number if newest else 0)


def _page(kind: Kind, strand: str | None, form: VersionForm) -> str:
    environment = current_app.jinja_env
    versions, in_force = queries.list_versions(kind.code, strand), queries.find_in_force(kind.code, strand)
    built_in = with_names(environment, kind)
    own = in_force.own if in_force else None
    form.version.data = str(versions[0].number if versions else 0)
    return render_template(
        "notifications/template.html", form=form, versions=versions, in_force=in_force,
        shown=_sent(kind, own), changes=differences(built_in, own) if own else [], built_in=built_in,
        is_own=in_force is not None and in_force.strand == strand, **_about(kind, strand),
    )  # fmt: skip


def _editor(
    kind: Kind, strand: str | None, form: WordsForm, *, has_text: bool, theirs: MessageTemplate | None = None
) -> str:
    own = form.own(has_text=has_text)
    is_fit = form.is_submitted() and not form.problems()
    return render_template(
        "notifications/template_change.html", form=form, has_text=has_text, theirs=theirs, everywhere=EVERYWHERE,
        changes=differences(theirs.own, own) if theirs else [],
        shown=_sent(kind, own) if is_fit else None, **_about(kind, strand),
    )  # fmt: skip


def _sent(kind: Kind, own: OwnWords | None) -> Words:
    """A message as it would be sent, with the examples filled in."""
    built_in = with_examples(current_app.jinja_env, kind, current_app.config["SERVICE"])
    return fill(kind, own, examples_of(kind, current_app.config["SERVICE"]), built_in) if own else built_in


def _about(kind: Kind, strand: str | None) -> dict[str, Any]:
    """What every page about a kind shows: the strands it can be written for, and which of them have own words."""
    own = {each for _, lines in queries.list_kinds() for line in lines if line.kind is kind for each in line.own}
    strands = [one for one in all_strands() if not kind.strands or one.code.value in kind.strands]
    choices = [(ALL, "All strands", None in own)]
    if kind.is_of_strand and len(strands) > 1:
        choices += [(one.slug, one.name, one.code.value in own) for one in strands]
    chosen = next((one for one in strands if one.code.value == strand), None)
    return {
        "kind": kind, "choices": choices, "slug": chosen.slug if chosen else ALL,
        "of_strand": chosen.name if chosen else None, "length_in_words": length_in_words,
    }  # fmt: skip
