"""Booking oneself on and off: one page with one button, by a press, a queue kept on the phone, or a QR code."""

from dataclasses import replace

from flask import redirect, render_template, url_for

from volunteers import clock
from volunteers.attendance import service
from volunteers.attendance.forms import BookForm
from volunteers.attendance.models import BookingSource
from volunteers.attendance.queries.duties import OwnDuty, get_own, list_today
from volunteers.attendance.routes.blueprint import BOOK, TO_YOU, Answer, bp, signing_key
from volunteers.attendance.rules.duty_codes import read_duty_token, whose
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, needs, viewer


@bp.route("/my-duties/<int:duty_id>/booking", methods=["GET", "POST"])
@needs(BOOK)
def own(duty_id: int) -> Answer:
    """One big button: on, later off. The same press twice is one."""
    duty, form = get_own(duty_id, viewer()), BookForm()
    if form.ready():
        try:
            with unit_of_work():
                service.book(
                    duty.sign_up_id, what=form.booked, at=clock.now(), source=BookingSource.PHONE,
                    key=str(form.once.data), by=viewer(),
                )  # fmt: skip
        except Refused as fault:
            form.refuse(to_you(refusal) for refusal in fault.refusals)
            return render_own(get_own(duty_id, viewer()), form), 409
        return redirect(url_for("attendance.own", duty_id=duty_id), code=303)
    return render_own(duty, form)


@bp.get("/on-duty/<token>")
@needs(BOOK)
def on_duty(token: str) -> Answer:
    """What the QR code on a sheet opens: the booking page of whoever is on that duty, kind words to anyone else."""
    duty_id = read_duty_token(token, key=signing_key())
    if duty_id is None:
        raise NotFound("no such code")
    try:
        get_own(duty_id, viewer())
    except NotFound:
        return render_template("attendance/not_on_it.html"), 404
    return redirect(url_for("attendance.own", duty_id=duty_id), code=303)


def render_own(duty: OwnDuty, form: BookForm) -> str:
    """The page, with what its script needs to keep a press while there is no signal."""
    mark = whose(viewer().account_id, key=signing_key())
    return render_template("attendance/own.html", duty=duty, form=form, whose=mark)


def to_you(refusal: Refusal) -> Refusal:
    """The same refusal to the person it is about."""
    return replace(refusal, message=TO_YOU.get(refusal.code, refusal.message))


def today_part() -> str:
    """At the top of My duties: what one may book on or off now."""
    by = find_viewer()
    duties = list_today(by) if by is not None and by.may(BOOK) else []
    return render_template("attendance/today_part.html", duties=duties) if duties else ""


def duty_part(duty_id: int) -> str:
    """On the page of a duty: the way to the button, on the day."""
    by = find_viewer()
    mine = [one for one in list_today(by) if one.words.id == duty_id] if by is not None and by.may(BOOK) else []
    return render_template("attendance/today_part.html", duties=mine) if mine else ""
