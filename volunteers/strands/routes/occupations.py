"""The list of occupations, for administrators: see it, add to it, change it, and end what is no longer asked."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Conflict, Refused
from volunteers.permissions import Permission
from volunteers.strands import service
from volunteers.strands.forms import OccupationForm, occupation_form
from volunteers.strands.models import Occupation
from volunteers.strands.queries import get_occupation, get_strand, list_occupations, list_offered
from volunteers.strands.routes.blueprint import bp
from volunteers.strands.rules.occupations import OUTCOME_WORDS
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm, VersionForm
from volunteers.web.once import create_once

DONE = {"added": "added to the list", "changed": "changed", "ended": "no longer offered", "again": "offered again"}


@bp.get("/staff/reference/occupations")
@needs(Permission.REFERENCE_EDIT)
def occupations() -> str:
    """The whole list, those offered first; while it still stands in the force file, the way to take it over."""
    rows = list_occupations()
    return render_template(
        "strands/occupations.html",
        offered=[row for row in rows if not row.is_ended],
        ended=[row for row in rows if row.is_ended],
        is_kept=bool(rows),
        form=ButtonForm(),
        words=OUTCOME_WORDS,
        asked_of=_asked_of,
        done=DONE.get(request.args.get("done", ""), ""),
        done_name=next((row.name for row in rows if str(row.id) == request.args.get("which")), ""),
    )


@bp.post("/staff/reference/occupations/take-over")
@needs(Permission.REFERENCE_EDIT)
def take_over() -> Response:
    """Begin the force's own list with the one in its file."""
    if ButtonForm().ready():
        with unit_of_work():
            service.take_over_occupations(by=viewer().account_id)
    return redirect(url_for(".occupations"), code=303)


@bp.route("/staff/reference/occupations/new", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def new_occupation() -> Response | str:
    """Add an occupation, once."""
    form, by = occupation_form(list_offered()), viewer()

    def make() -> str:
        return _back("added", service.add_occupation(form.draft(), by=by).id)

    if form.ready():
        try:
            return redirect(create_once(form, purpose="occupation", account_id=by.account_id, create=make), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("strands/occupation.html", form=form, kept=None, changed=None, asked_of=_asked_of)


@bp.route("/staff/reference/occupations/<int:occupation_id>", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def occupation(occupation_id: int) -> Response | str:
    """Change an occupation. What was typed stays when someone else was quicker."""
    kept = get_occupation(occupation_id)
    form = occupation_form(list_offered(), kept)
    if form.ready():
        try:
            with unit_of_work():
                service.change_occupation(occupation_id, form.draft(), version=form.seen, by=viewer())
            return redirect(_back("changed", occupation_id), code=303)
        except Conflict as conflict:
            return _page(occupation_id, form, conflict, changed=True)
        except Refused as refused:
            return _page(occupation_id, form, refused)
    return _page(occupation_id, form)


@bp.post("/staff/reference/occupations/<int:occupation_id>/end")
@needs(Permission.REFERENCE_EDIT)
def end_occupation(occupation_id: int) -> Response | str:
    """Offer an occupation no longer."""
    form = VersionForm()
    return _press(occupation_id, form, "ended")


@bp.post("/staff/reference/occupations/<int:occupation_id>/again")
@needs(Permission.REFERENCE_EDIT)
def offer_again(occupation_id: int) -> Response | str:
    """Offer an ended occupation again."""
    form = VersionForm()
    return _press(occupation_id, form, "again")


def _press(occupation_id: int, form: VersionForm, done: str) -> Response | str:
    act = {"ended": service.end_occupation, "again": service.offer_again}[done]
    refused: Refused | None = None
    if form.ready():
        try:
            with unit_of_work():
                act(occupation_id, version=form.seen, by=viewer())
            return redirect(_back(done, occupation_id), code=303)
        except Refused as fault:
            refused = fault
    return _page(occupation_id, occupation_form(list_offered(), get_occupation(occupation_id)), refused)


def _page(occupation_id: int, form: OccupationForm, refused: Refused | None = None, *, changed: bool = False) -> str:
    """One occupation; after a clash with what it says now, so that the next save is meant."""
    kept = get_occupation(occupation_id)
    if refused is not None:
        form.refuse(refused.refusals)
    if changed:
        form.version.data = str(kept.version)
    return render_template(
        "strands/occupation.html",
        form=form,
        kept=kept,
        words=OUTCOME_WORDS,
        changed=kept if changed else None,
        asked_of=_asked_of,
    )


def _asked_of(row: Occupation) -> str:
    return ", ".join(get_strand(code).name for code in row.strands)


def _back(done: str, which: int) -> str:
    return url_for(".occupations", done=done, which=which)
