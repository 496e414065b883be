"""Staff's pages of a duty's attendance: everyone on one form, who leads, the code to print, and who is missing."""

from collections.abc import Sequence
from dataclasses import replace

import segno
from flask import current_app, flash, redirect, render_template, url_for
from markupsafe import Markup

from volunteers.attendance import queries, service
from volunteers.attendance.forms import Times, attendance_form, leader_form
from volunteers.attendance.models import BookingSource, BookingWhat
from volunteers.attendance.queries.duties import get_for_staff, list_overdue
from volunteers.attendance.routes.blueprint import RECORD, Answer, bp, signing_key
from volunteers.attendance.rules.duty_codes import duty_token
from volunteers.errors import Refusal, Refused
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

MARGIN = 2


@bp.route("/staff/duties/<int:duty_id>/attendance", methods=["GET", "POST"])
@needs(RECORD)
def of_duty(duty_id: int) -> Answer:
    """All or nothing: when one time is refused, what was typed comes back and nothing is stored."""
    duty = get_for_staff(duty_id, viewer())
    people = queries.get_attendance(duty_id, with_entries=True)
    form = attendance_form(people)
    if form.ready():
        times = form.bookings(people, duty.starts_at)
        if not form.has_errors:
            try:
                with unit_of_work():
                    names = {person.sign_up_id: person.name for person in people}
                    _book(times, names, str(form.once.data), viewer())
                flash("The times are saved.")
                return redirect(url_for("attendance.of_duty", duty_id=duty_id), code=303)
            except Refused as fault:
                form.refuse(fault.refusals)
    return render_template(
        "attendance/of_duty.html", duty=duty, people=people, form=form, count=queries.count(people)
    )  # fmt: skip


@bp.route("/staff/duties/<int:duty_id>/leader", methods=["GET", "POST"])
@needs(RECORD)
def leader(duty_id: int) -> Answer:
    """Choose who leads, of those on the duty."""
    duty = get_for_staff(duty_id, viewer())
    form = leader_form(queries.get_attendance(duty_id), duty.leader_id)
    if form.ready():
        try:
            with unit_of_work():
                service.choose_leader(duty_id, volunteer_id=form.volunteer_id, by=viewer())
            return redirect(url_for("rosters.staff_duty", duty_id=duty_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("attendance/leader.html", duty=duty, form=form)


@bp.get("/staff/duties/<int:duty_id>/code")
@needs(RECORD)
def code(duty_id: int) -> str:
    """The QR code by which those on a duty book themselves on, large, to print and put up."""
    duty = get_for_staff(duty_id, viewer())
    address = address_of(duty_id)
    return render_template("attendance/code.html", duty=duty, picture=picture_of(address), address=address)


@bp.get("/staff/not-booked-off")
@needs(RECORD)
def not_booked_off() -> str:
    """Everyone in scope who should have been booked off by now."""
    minutes = current_app.config["FORCE"].numbers.welfare_check_minutes
    return render_template("attendance/not_booked_off.html", people=list_overdue(viewer()), minutes=minutes)


def address_of(duty_id: int) -> str:
    """What the code opens."""
    path = url_for("attendance.on_duty", token=duty_token(duty_id, key=signing_key()))
    return f"{current_app.config['SERVICE']['url']}{path}"


def picture_of(address: str) -> Markup:
    """An address as a QR code, drawn into the page itself."""
    drawn = segno.make_qr(address).svg_inline(
        svgclass="app-qr", lineclass=None, omitsize=True, light="#ffffff", border=MARGIN
    )
    return Markup(drawn)  # noqa: S704 -- the drawing is ours: paths and numbers


def sheet_part(duty_id: int) -> str:
    """On the printed sheet of a duty: the code to book on by."""
    return render_template("attendance/sheet_part.html", picture=picture_of(address_of(duty_id)))


def _book(times: Sequence[Times], names: dict[int, str], key: str, by: Viewer) -> None:
    for one in times:
        for what, at in ((BookingWhat.ON, one.on), (BookingWhat.OFF, one.off)):
            if at is None:
                continue
            try:
                service.book(
                    one.sign_up_id, what=what, at=at, source=BookingSource.SHEET, key=f"{key}-{what.value}", by=by
                )
            except Refused as fault:
                raise Refused(_about(names[one.sign_up_id], refusal) for refusal in fault.refusals) from fault


def _about(name: str, refusal: Refusal) -> Refusal:
    return replace(refusal, message=f"{name}: {refusal.message}")
