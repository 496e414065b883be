"""Booking everyone on a duty on and off, on one page."""

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, url_for

from volunteers.errors import Refusal, Refused
from volunteers.permissions import Permission, Viewer
from volunteers.rosters import queries, service
from volunteers.rosters.forms import Booking, attendance_form
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/duties/<int:duty_id>/attendance", methods=["GET", "POST"])
@needs(Permission.ATTENDANCE_RECORD)
def attendance(duty_id: int) -> Answer:
    """All or nothing: when one time is refused, what was typed comes back and nothing is stored."""
    duty = queries.get_staff_duty(duty_id, viewer())
    form = attendance_form(duty.people)
    if form.ready():
        bookings = form.bookings(duty.people, duty.starts_at)
        if not form.has_errors:
            try:
                with unit_of_work():
                    _book(bookings, {person.sign_up_id: person.name for person in duty.people}, viewer())
                return redirect(url_for("rosters.staff_duty", duty_id=duty_id), code=303)
            except Refused as fault:
                form.refuse(fault.refusals)
    return render_template("rosters/attendance.html", duty=duty, form=form)


def _book(bookings: Sequence[Booking], names: dict[int, str], by: Viewer) -> None:
    for booking in bookings:
        try:
            if booking.on is not None:
                service.book_on(booking.sign_up_id, at=booking.on, by=by)
            if booking.off is not None:
                service.book_off(booking.sign_up_id, at=booking.off, by=by)
        except Refused as fault:
            raise Refused(_about(names[booking.sign_up_id], refusal) for refusal in fault.refusals) from fault


def _about(name: str, refusal: Refusal) -> Refusal:
    return replace(refusal, message=f"{name}: {refusal.message}")
