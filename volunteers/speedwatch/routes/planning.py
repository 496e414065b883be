"""Planning a session: by whoever runs the scheme, and by staff who plan duties there."""

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.places.queries import daylight_of
from volunteers.speedwatch import service
from volunteers.speedwatch.forms import PlanForm
from volunteers.speedwatch.queries.schemes import get_scheme_to_plan, sites_of, thresholds_of
from volunteers.speedwatch.routes.blueprint import Answer, bp
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.once import create_once


@bp.route("/my-speedwatch/schemes/<int:unit_id>/plan", methods=["GET", "POST"])
@needs(Permission.SESSION_RUN)
def plan(unit_id: int) -> Answer:
    """A session of one's own scheme."""
    return _plan(unit_id, is_staff=False)


@bp.route("/staff/speedwatch/schemes/<int:unit_id>/plan", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def staff_plan(unit_id: int) -> Answer:
    """The same for a scheme in scope."""
    return _plan(unit_id, is_staff=True)


def _plan(unit_id: int, *, is_staff: bool) -> Answer:
    unit = get_scheme_to_plan(unit_id, viewer())
    form, status = PlanForm.of_sites(sites_of(unit_id), asked_number("site")), 200
    if form.ready() and (asked := form.asked(unit_id)) is not None:

        def create() -> str:
            session = service.plan_session(asked, by=viewer())
            return url_for(".session" if is_staff else ".day", session_id=session.id)

        try:
            location = create_once(form, purpose="speedwatch", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The session is planned, and open to your team.")
            return redirect(location, code=303)
    page = render_template(
        "speedwatch/plan.html", unit=unit, form=form, is_staff=is_staff,
        light=daylight_of(unit.id, unit.area, clock.today()),
        thresholds=thresholds_of(unit_id),
        back=url_for(".scheme", unit_id=unit_id) if is_staff else url_for(".mine"),
    )  # fmt: skip
    return page, status
