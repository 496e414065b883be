"""Sessions in scope, one of them, and a scheme with its devices, thresholds and months."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.speedwatch import service
from volunteers.speedwatch.forms import DeviceForm, ThresholdForm
from volunteers.speedwatch.queries.figures import list_months, speeds_of_session
from volunteers.speedwatch.queries.schemes import (
    STRAND,
    get_staff_scheme,
    list_devices,
    list_staff_schemes,
    sites_of,
    thresholds_of,
)
from volunteers.speedwatch.queries.sessions import Wanted, get_staff_session, list_staff_sessions, list_team
from volunteers.speedwatch.routes.blueprint import Answer, bp
from volunteers.speedwatch.rules.outcomes import outcome_names
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

READ, KEEP = Permission.SESSION_READ, Permission.SESSION_HAND_OVER
KINDS = tuple((each.value, each.label) for each in Wanted)


@bp.get("/staff/speedwatch")
@needs(READ)
def sessions() -> str:
    """The sessions in scope by how far they have come; those that wait to be handed over first."""
    schemes = [(str(one.id), one.name) for one in list_staff_schemes(viewer())]
    chosen, unit = asked_choice("show", KINDS) or Wanted.WAITING.value, asked_choice("scheme", schemes)
    rules = current_force().speedwatch
    return render_template(
        "speedwatch/sessions.html", kinds=KINDS, chosen=chosen, schemes=schemes, unit=unit, rules=rules,
        rows=list_staff_sessions(viewer(), Wanted(chosen), unit_id=int(unit) if unit else None),
        late_from=clock.now() - timedelta(hours=rules.hand_over_hours),
        may_hand_over=viewer().may_in_strand(KEEP, STRAND),
    )  # fmt: skip


@bp.get("/staff/speedwatch/sessions/<int:session_id>")
@needs(READ)
def session(session_id: int) -> str:
    """One session: what is known of it by counts."""
    line, rules = get_staff_session(session_id, viewer()), current_force().speedwatch
    return render_template(
        "speedwatch/session.html", line=line, team=list_team(line), rules=rules, speeds=speeds_of_session(session_id),
        names=outcome_names(rules), may_hand_over=viewer().may_in(KEEP, STRAND, line.unit.area),
        form=ButtonForm(), erased_on=line.duty.ends_at + timedelta(days=rules.erase_days),
    )  # fmt: skip


@bp.get("/staff/speedwatch/schemes/<int:unit_id>")
@needs(READ)
def scheme(unit_id: int) -> str:
    """A scheme: its sites, devices, thresholds, and what its months add up to."""
    unit = get_staff_scheme(unit_id, viewer())
    return render_template(
        "speedwatch/scheme.html", unit=unit, sites=sites_of(unit_id), devices=list_devices(unit_id),
        thresholds=thresholds_of(unit_id), usual=current_force().speedwatch.thresholds, months=list_months(unit_id),
        may_keep=viewer().may_in(KEEP, STRAND, unit.area), today=clock.today(),
        may_plan=viewer().may_in(Permission.DUTY_EDIT, STRAND, unit.area), form=ButtonForm(),
    )  # fmt: skip


@bp.route("/staff/speedwatch/schemes/<int:unit_id>/devices/new", methods=["GET", "POST"])
@needs(KEEP)
def new_device(unit_id: int) -> Answer:
    """A device of the scheme, or a new calibration of one."""
    unit, form, status = get_staff_scheme(unit_id, viewer(), KEEP), DeviceForm(), 200
    if form.ready():

        def create() -> str:
            service.keep_device(
                unit_id, make=form.make.data, serial=form.serial.data, by=viewer(),
                calibrated_until=form.calibrated_until.data or clock.today(),
            )  # fmt: skip
            return url_for(".scheme", unit_id=unit_id, _anchor="devices")

        try:
            location = create_once(form, purpose="speedwatch_device", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The device is kept.")
            return redirect(location, code=303)
    return render_template("speedwatch/device.html", unit=unit, form=form), status


@bp.post("/staff/speedwatch/devices/<int:device_id>/retire")
@needs(KEEP)
def retire_device(device_id: int) -> Answer:
    """Take a device out of use."""
    if not ButtonForm().ready():
        return redirect(url_for(".sessions"), code=303)
    with unit_of_work():
        unit_id = service.retire_device(device_id, by=viewer()).unit_id
    flash("The device is out of use.")
    return redirect(url_for(".scheme", unit_id=unit_id, _anchor="devices"), code=303)


@bp.route("/staff/speedwatch/schemes/<int:unit_id>/threshold", methods=["GET", "POST"])
@needs(KEEP)
def threshold(unit_id: int) -> Answer:
    """The lowest speed this scheme notes, where it is to be another than the force's usual one."""
    unit, form, status = get_staff_scheme(unit_id, viewer(), KEEP), ThresholdForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.set_threshold(unit_id, speed_limit=int(form.limit.data), threshold=form.speed, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The threshold is set for sessions planned from now on.")
            return redirect(url_for(".scheme", unit_id=unit_id, _anchor="thresholds"), code=303)
    page = render_template("speedwatch/threshold.html", unit=unit, form=form, thresholds=thresholds_of(unit_id))
    return page, status
