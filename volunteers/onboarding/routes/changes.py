"""What staff do with an application: move it, and clear the applicant for duty."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms import ClearForm, MoveForm, clear_form
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/staff/applications/<reference>/move", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def move(reference: str) -> ResponseReturnValue:
    """Every move that may follow, and what stands in the way of those that cannot be made yet."""
    case = queries.get_case_file(reference, viewer())
    form = MoveForm(seen_stage=case.stage.code)
    if not form.ready() or form.refuse_nothing_chosen():
        return render_template("onboarding/move.html", case=case, form=form)
    try:
        with unit_of_work():
            service.advance(
                case.application.id, form.to_stage.data, seen_stage=form.seen_stage.data,
                reason=form.reason.data, by=viewer(),
            )  # fmt: skip
    except Refused as refused:
        return _move_refused(reference, form, refused)
    flash(f"Moved to {case.strand.pipeline.stage(form.to_stage.data).name}. The applicant is told that there is news.")
    return _to_application(reference)


def _move_refused(reference: str, form: MoveForm, refused: Refused) -> ResponseReturnValue:
    """The page as the application stands now, with what was typed."""
    case = queries.get_case_file(reference, viewer())
    form.refuse(refused.refusals)
    form.seen_stage.data = case.stage.code
    return render_template("onboarding/move.html", case=case, form=form), 409


@bp.route("/staff/applications/<reference>/clear", methods=["GET", "POST"])
@needs(Permission.APPLICATION_CLEAR)
def clear(reference: str) -> ResponseReturnValue:
    """Confirm rank, grade, unit and first day; the same form sent twice clears once."""
    case = queries.get_case_file(reference, viewer())
    form = _clear_form(case)
    if not form.ready():
        return render_template("onboarding/clear.html", case=case, form=form)
    number, seen_stage = case.application.id, form.seen_stage.data

    def create() -> str:
        service.clear_for_duty(number, clearing=form.clearing(), seen_stage=seen_stage, by=viewer())
        return url_for("onboarding.application", reference=reference)

    try:
        location = create_once(form, purpose="clear_for_duty", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        case = queries.get_case_file(reference, viewer())
        form.seen_stage.data = case.stage.code
        return render_template("onboarding/clear.html", case=case, form=form), 409
    flash("Cleared for duty. They can be put on duties now.")
    return redirect(location, code=303)


def _clear_form(case: CaseFile) -> ClearForm:
    units = queries.list_units(case.strand.code, case.application.area)
    return clear_form(case.strand, units, seen_stage=case.stage.code)


def _to_application(reference: str) -> Response:
    return redirect(url_for("onboarding.application", reference=reference), code=303)
