"""What coordinators do about the guardian of a young applicant."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.guardians.rules import CallOutcome
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms import CallForm, CloseOffForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

PLACE = "/staff/applications/<reference>/guardians/<int:guardian_id>"


@bp.route(f"{PLACE}/call", methods=["GET", "POST"])
@needs(Permission.GUARDIAN_CONFIRM)
def guardian_call(reference: str, guardian_id: int) -> ResponseReturnValue:
    """Record a call to the guardian; the same form sent twice records one."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_guardian(case, guardian_id, viewer())
    form = CallForm()
    if not form.ready():
        return render_template("onboarding/guardian_call.html", case=case, line=line, form=form)

    def create() -> str:
        service.ring_guardian(
            case.application.id, guardian_id, outcome=CallOutcome(form.outcome.data),
            number_source=form.number_source.data, note=form.note.data or "", by=viewer(),
        )  # fmt: skip
        return _case(reference)

    try:
        place = create_once(form, purpose="guardian_call", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return render_template("onboarding/guardian_call.html", case=case, line=line, form=form), 409
    flash("The call is recorded.")
    return redirect(place, code=303)


@bp.route(f"{PLACE}/do-not-disclose", methods=["GET", "POST"])
@needs(Permission.GUARDIAN_CONFIRM)
def close_off_guardian(reference: str, guardian_id: int) -> ResponseReturnValue:
    """Keep everything from one person from now on, with the reason."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_guardian(case, guardian_id, viewer())
    form = CloseOffForm()
    if form.ready():
        with unit_of_work():
            service.close_off_guardian(case.application.id, guardian_id, reason=form.reason.data, by=viewer())
        flash("From now on nothing is shown or sent to them.")
        return redirect(_case(reference), code=303)
    return render_template("onboarding/guardian_close_off.html", case=case, line=line, form=form)


@bp.route(f"{PLACE}/disclose-again", methods=["GET", "POST"])
@needs(Permission.GUARDIAN_CONFIRM)
def open_guardian_again(reference: str, guardian_id: int) -> ResponseReturnValue:
    """Take the mark away, after asking once."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_guardian(case, guardian_id, viewer())
    form = ButtonForm()
    if form.ready():
        with unit_of_work():
            service.open_guardian_again(case.application.id, guardian_id, by=viewer())
        flash("They can be told again. Links that ended stay ended: send them a new one.")
        return redirect(_case(reference), code=303)
    return render_template("onboarding/guardian_open.html", case=case, line=line, form=form)


@bp.route(f"{PLACE}/ask", methods=["GET", "POST"])
@needs(Permission.GUARDIAN_CONFIRM)
def ask_guardian(reference: str, guardian_id: int) -> ResponseReturnValue:
    """Send the link, after asking once."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_guardian(case, guardian_id, viewer())
    form = ButtonForm()
    if form.ready():
        try:
            with unit_of_work():
                service.ask_guardian(case.application.id, guardian_id, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            flash("The link is on its way.")
            return redirect(_case(reference), code=303)
    return render_template("onboarding/guardian_ask.html", case=case, line=line, form=form)


@bp.get("/staff/applications/<reference>/health-form")
@needs(Permission.HEALTH_READ)
def health_form(reference: str) -> str:
    """The health and permission form. That it was opened stands in the history before any of it is shown."""
    case = queries.get_case_file(reference, viewer())
    rows = queries.get_health_rows(case, viewer())
    with unit_of_work():
        service.note_health_read(case.application.id, by=viewer())
    return render_template("onboarding/health_form.html", case=case, rows=rows)


def _case(reference: str) -> str:
    return url_for("onboarding.application", reference=reference, _anchor="guardians")
