"""The kinds of qualification, for administrators: see them, add to them, change them, and end what is not awarded."""

from flask import redirect, render_template, url_for

from volunteers.errors import Conflict, Refused
from volunteers.people.forms.qualifications import KindForm, kind_form
from volunteers.people.queries.qualification_kinds import get_qualification_kind, list_qualification_kinds
from volunteers.people.routes.blueprint import Answer, bp
from volunteers.people.rules.qualifications import QualificationKind
from volunteers.people.service import qualification_kinds as service
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import VersionForm
from volunteers.web.lists import done_words
from volunteers.web.once import create_once

LIST = "/staff/reference/qualifications"


@bp.get(LIST)
@needs(Permission.REFERENCE_EDIT)
def qualification_kinds() -> str:
    """Every kind, those awarded now first."""
    rows = list_qualification_kinds(ended=True)
    return render_template(
        "people/qualification_kinds.html", whose=_whose,
        offered=[row for row in rows if not row.is_ended], ended=[row for row in rows if row.is_ended],
        done=done_words([(row.code, row.name) for row in rows]),
    )  # fmt: skip


@bp.route(f"{LIST}/new", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def new_qualification_kind() -> Answer:
    """Add a kind, once."""
    form, by = kind_form(list_qualification_kinds()), viewer()

    def make() -> str:
        return _back("added", service.add_kind(form.draft(), by=by).code)

    if form.ready():
        try:
            where = create_once(form, purpose="qualification kind", account_id=by.account_id, create=make)
            return redirect(where, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("people/qualification_kind.html", form=form, kept=None, changed=None, whose=_whose)


@bp.route(f"{LIST}/<code>", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def qualification_kind(code: str) -> Answer:
    """Change a kind. What was typed stays when someone else was quicker."""
    form = kind_form(list_qualification_kinds(), get_qualification_kind(code))
    if form.ready():
        try:
            with unit_of_work():
                service.change_kind(code, form.draft(), version=form.seen, by=viewer())
            return redirect(_back("changed", code), code=303)
        except Conflict as conflict:
            return _page(code, form, conflict, changed=True)
        except Refused as refused:
            return _page(code, form, refused)
    return _page(code, form)


@bp.post(f"{LIST}/<code>/end")
@needs(Permission.REFERENCE_EDIT)
def end_qualification_kind(code: str) -> Answer:
    """Award a kind no longer."""
    return _press(code, "ended")


@bp.post(f"{LIST}/<code>/again")
@needs(Permission.REFERENCE_EDIT)
def award_kind_again(code: str) -> Answer:
    """Award an ended kind again."""
    return _press(code, "again")


def _press(code: str, done: str) -> Answer:
    form, refused = VersionForm(), None
    if form.ready():
        try:
            with unit_of_work():
                act = {"ended": service.end_kind, "again": service.offer_kind_again}[done]
                act(code, version=form.seen, by=viewer())
            return redirect(_back(done, code), code=303)
        except Refused as fault:
            refused = fault
    return _page(code, kind_form(list_qualification_kinds(), get_qualification_kind(code)), refused)


def _page(code: str, form: KindForm, refused: Refused | None = None, *, changed: bool = False) -> str:
    """One kind; after a clash with what it says now, so that the next save is meant."""
    kept = get_qualification_kind(code)
    if refused is not None:
        form.refuse(refused.refusals)
    if changed:
        form.version.data = str(kept.version)
    return render_template(
        "people/qualification_kind.html", form=form, kept=kept, changed=kept if changed else None, whose=_whose
    )


def _whose(row: QualificationKind) -> str:
    return ", ".join(get_strand(code).name for code in row.strands) or "Everyone"


def _back(done: str, which: str) -> str:
    return url_for("people.qualification_kinds", done=done, which=which)
