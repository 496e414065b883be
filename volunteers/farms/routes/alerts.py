"""Alerts, for staff: write one, see how many it reaches, send it, and tell what came after."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import NotFound, Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import AlertForm, UpdateForm, offer
from volunteers.farms.routes.blueprint import EDIT, Answer, bp
from volunteers.forces.queries import current_force
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.filters import counted
from volunteers.web.once import create_once, do_once


@bp.get("/staff/farms/alerts")
@needs(EDIT)
def alerts() -> str:
    """The alerts in scope, the latest first."""
    return render_template("farms/alerts.html", rows=queries.list_alerts(viewer()))


@bp.route("/staff/farms/alerts/new", methods=["GET", "POST"])
@needs(EDIT)
def new_alert() -> Answer:
    """Write an alert, of a report or of one's own accord. The first button only says how many it reaches."""
    report_id = asked_number("report")
    form, status, reach = _form(report_id), 200, None

    def create() -> str:
        made = service.send_alert(form.draft(), report_id=report_id, by=viewer())
        return url_for(".staff_alert", alert_id=made.id)

    if form.ready():
        draft = form.draft()
        reach = len(queries.list_receivers(draft.crime, area=draft.area, at=draft.at))
        if "send" in request.form:
            try:
                address = create_once(form, purpose="farm_alert", account_id=viewer().account_id, create=create)
                flash(f"The alert goes to {counted(reach, 'member')}.")
                return redirect(address, code=303)
            except Refused as refused:
                form.refuse(refused.refusals)
                status = 409
    return render_template("farms/new_alert.html", form=form, reach=reach, report_id=report_id), status


@bp.route("/staff/farms/alerts/<int:alert_id>", methods=["GET", "POST"])
@needs(EDIT)
def staff_alert(alert_id: int) -> Answer:
    """One alert with its answers, and what came after it."""
    found, form, status = queries.get_alert(alert_id, viewer()), UpdateForm(), 200

    def update() -> None:
        service.update_alert(alert_id, form.body.data or "", is_over=bool(form.over.data), by=viewer())

    if form.ready():
        try:
            do_once(form, purpose="farm_update", account_id=viewer().account_id, do=update)
            flash("Those who were told of the alert are told of this.")
            return redirect(url_for(".staff_alert", alert_id=alert_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    page = render_template(
        "farms/staff_alert.html", alert=found, form=form, updates=queries.list_updates(alert_id),
        replies=queries.list_replies(alert_id), is_current=queries.is_current(found),
    )  # fmt: skip
    return page, status


def _form(report_id: int | None) -> AlertForm:
    """Empty or, of a report, filled in with what may be said of it: never the vehicle, nor who saw it."""
    stored: dict[str, Any] = {"days": current_force().farm_watch.alert_days}
    if report_id is not None:
        report = queries.get_report(report_id, viewer())
        stored |= {
            "crime": report.crime.value, "area": report.area, "body": report.what, "typed": report.reference,
        }  # fmt: skip
    form = AlertForm(data=stored)
    strand = queries.STRAND.value
    areas = [(area.code, area.name) for area in current_force().areas if viewer().may_in(EDIT, strand, area.code)]
    if not areas:
        raise NotFound(f"account {viewer().account_id} sends no alerts")
    offer(form.area, areas)
    return form
