"""What staff do with an application: move it, and clear the applicant for duty, or propose it to a second person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms import ClearForm, MoveForm, clear_form
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

PROPOSED = "Proposed. Nothing changes, and the applicant is told nothing, until another coordinator agrees."


@bp.route("/staff/applications/<reference>/move", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def move(reference: str) -> ResponseReturnValue:
    """Every move that may follow, and what stands in the way of those that cannot be made yet."""
    case = queries.get_case_file(reference, viewer())
    form = MoveForm(seen_stage=case.stage.code)
    if not form.ready() or form.refuse_nothing_chosen():
        return _move_page(case, form)
    try:
        with unit_of_work():
            service.move(
                case.application.id, form.to_stage.data, seen_stage=form.seen_stage.data,
                reason=form.reason.data, by=viewer(),
            )  # fmt: skip
    except Refused as refused:
        form.refuse(refused.refusals)
        return _move_page(queries.get_case_file(reference, viewer()), form), 409
    there = case.strand.pipeline.stage(form.to_stage.data).name
    flash(f"Moved to {there}. The applicant is told that there is news.")
    return redirect(url_for("onboarding.application", reference=reference), code=303)


def _move_page(case: CaseFile, form: MoveForm) -> str:
    """The page as the application stands now, with what was typed, and where it was when the page was opened."""
    since = since_page(case, form.seen_stage.data)
    form.seen_stage.data = case.stage.code
    typed = [("Reason", form.reason.data)] if form.reason.data and not case.may_move else []
    return render_template("onboarding/move.html", case=case, form=form, typed=typed, **since)


def since_page(case: CaseFile, seen: str | None) -> dict[str, object]:
    """Where a page that is no longer true showed the application, and how it came to where it stands."""
    was = case.strand.pipeline.find(seen or "")
    if was is None or was == case.stage:
        return {"was": None, "came": None}
    return {"was": was, "came": queries.find_last_move(case.application.id)}


@bp.route("/staff/applications/<reference>/clear", methods=["GET", "POST"])
@needs(Permission.APPLICATION_CLEAR)
def clear(reference: str) -> ResponseReturnValue:
    """Confirm rank, grade, unit and first day; the same form sent twice clears, or proposes it, once."""
    case = queries.get_case_file(reference, viewer())
    form = _clear_form(case)
    if not form.ready():
        return _clear_page(case, form)
    number, seen_stage = case.application.id, form.seen_stage.data

    def create() -> str:
        service.clear(number, clearing=form.clearing(), seen_stage=seen_stage, by=viewer())
        return url_for("onboarding.application", reference=reference)

    try:
        location = create_once(form, purpose="clear_for_duty", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return _clear_page(queries.get_case_file(reference, viewer()), form), 409
    flash(PROPOSED if case.takes_two else "Cleared for duty. They can be put on duties now.")
    return redirect(location, code=303)


def _clear_page(case: CaseFile, form: ClearForm) -> str:
    since = since_page(case, form.seen_stage.data)
    form.seen_stage.data = case.stage.code
    typed = form.typed() if form.is_submitted() and not case.may_clear else []
    return render_template("onboarding/clear.html", case=case, form=form, typed=typed, **since)


def _clear_form(case: CaseFile) -> ClearForm:
    units = queries.list_units(case.strand.code, case.application.area)
    return clear_form(case.strand, units, seen_stage=case.stage.code)
