"""The applicant's side: choosing a time, and looking at, moving and giving up what they chose."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.applications.models import Application
from volunteers.applications.queries import get_own, strand_of
from volunteers.appointments.forms.own import TakeForm, choose_form, give_up_form
from volunteers.appointments.models import Booking
from volunteers.appointments.queries.own import (
    find_moved_to,
    find_own_appointment,
    find_own_booked,
    get_own_past,
    list_own_appointments,
    list_own_earlier,
)
from volunteers.appointments.routes.blueprint import Answer, bp
from volunteers.appointments.rules.own import OfferedTime, OwnAppointment, by_day
from volunteers.appointments.service import book, cancel_booking, join_waiting_list, move_booking
from volunteers.errors import Refusal, Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

OWN = "/my-applications/<reference>/appointments"
CONFLICT = 409
GONE = Refusal("gone", "Someone else has just taken the last place at that time. Choose another one.")
CLOSED = Refusal("closed", "That time cannot be chosen any more. Choose another one.")


@dataclass(frozen=True)
class Own:
    """An application of the viewer's, with what its pages say around everything."""

    application: Application

    @classmethod
    def of(cls, reference: str) -> "Own":
        """The viewer's own; raises ``NotFound`` for anyone else's."""
        return cls(get_own(reference, viewer()))

    @property
    def id(self) -> int:
        return self.application.id

    def address(self, view: str, **more: Any) -> str:
        return url_for(f"appointments.{view}", reference=self.application.reference, **more)

    def back_to(self, found: OwnAppointment | None) -> Response:
        """To what was booked already, else to the list of everything."""
        if found is None or found.booking is None:
            return redirect(self.address("own_appointments"), code=303)
        return redirect(self.address("own_booked", booking_id=found.booking.id), code=303)

    def page(self, template: str, **more: object) -> str:
        strand = strand_of(self.application)
        return render_template(
            f"appointments/{template}.html", own=self, application=self.application, strand=strand, **more
        )


def own_part(application_id: int, reference: str) -> str:
    """What stands on the page of one's own application: what is to be chosen, and what is booked."""
    found = list_own_appointments(application_id)
    return render_template("appointments/own_part.html", found=found, reference=reference) if found else ""


@bp.get(OWN)
@needs(Permission.APPLICATION_SEE_OWN)
def own_appointments(reference: str) -> str:
    """Everything one was invited to, has a place in, or had."""
    own = Own.of(reference)
    return own.page("own_list", found=list_own_appointments(own.id), earlier=list_own_earlier(own.id))


@bp.route(f"{OWN}/choose/<int:invitation_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def own_choose(reference: str, invitation_id: int) -> Answer:
    """The times that are offered, by day."""
    own = Own.of(reference)
    found = find_own_appointment(own.id, invitation_id=invitation_id)
    if found is None or found.booking is not None:
        return own.back_to(found)
    return _choose(own, found, found.others)


@bp.route(f"{OWN}/choose/<int:invitation_id>/<int:session_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def own_check(reference: str, invitation_id: int, session_id: int) -> Answer:
    """Look at the time once more, then take it: one place only, however often the button is pressed."""
    own = Own.of(reference)
    found = find_own_appointment(own.id, invitation_id=invitation_id)
    if found is None or found.booking is not None:
        return own.back_to(found)
    return _check(own, found, session_id, own.address("own_choose", invitation_id=invitation_id))


@bp.get(f"{OWN}/<int:booking_id>")
@needs(Permission.APPLICATION_SEE_OWN)
def own_booked(reference: str, booking_id: int) -> Answer:
    """A place, or a turn on a waiting list, with what can be done about it; where it was moved to; or how it ended."""
    own = Own.of(reference)
    if found := find_own_booked(own.id, booking_id):
        return own.page("own_booked", found=found)
    if moved_to := find_moved_to(own.id, booking_id):
        return redirect(own.address("own_booked", booking_id=moved_to), code=303)
    return own.page("own_over", booking=get_own_past(own.id, booking_id))


@bp.route(f"{OWN}/<int:booking_id>/move", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def own_move(reference: str, booking_id: int) -> Answer:
    """The other times with a place left."""
    own = Own.of(reference)
    found = find_own_booked(own.id, booking_id)
    if found is None or not found.may_move:
        return redirect(own.address("own_booked", booking_id=booking_id), code=303)
    return _choose(own, found, found.free_others)


@bp.route(f"{OWN}/<int:booking_id>/move/<int:session_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def own_move_check(reference: str, booking_id: int, session_id: int) -> Answer:
    """Look at both times once more, then move."""
    own = Own.of(reference)
    found = find_own_booked(own.id, booking_id)
    if found is None or not found.may_move:
        return redirect(own.address("own_booked", booking_id=booking_id), code=303)
    return _check(own, found, session_id, own.address("own_move", booking_id=booking_id))


@bp.route(f"{OWN}/<int:booking_id>/cancel", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
def own_cancel(reference: str, booking_id: int) -> Answer:
    """Ask why, then free the place; after the cut-off, say whom to ask."""
    own = Own.of(reference)
    found = find_own_booked(own.id, booking_id)
    if found is None:
        return redirect(own.address("own_booked", booking_id=booking_id), code=303)
    form = give_up_form(list_reasons(ReasonKind.WITHDRAW_BOOKING, own.application.strand))
    if form.ready():
        try:
            with unit_of_work():
                cancel_booking(booking_id, reason=form.in_words(), code=form.reason.data, by=viewer())
            return redirect(own.address("own_booked", booking_id=booking_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return own.page("own_cancel", found=found, form=form)


def _choose(own: Own, found: OwnAppointment, times: list[OfferedTime]) -> Answer:
    form = choose_form(times)
    if form.ready():
        return redirect(_check_address(own, found, int(form.session.data)), code=303)
    return own.page("own_choose", found=found, days=by_day(times), form=form)


def _check(own: Own, found: OwnAppointment, session_id: int, back: str) -> Answer:
    """The page before the button, and what the button does; when the time has gone, what can be chosen instead."""
    form, by, time = TakeForm(), viewer(), _time_of(found, session_id)
    if time is None:
        return _choose_again(own, found, CLOSED)
    if form.ready():
        try:
            at = create_once(
                form, purpose=_check_address(own, found, session_id), account_id=by.account_id,
                create=lambda: own.address("own_booked", booking_id=_take(own, found, session_id, form.wants.data).id),
            )  # fmt: skip
            return redirect(at, code=303)
        except Refused as refused:
            if {each.code for each in refused.refusals} == {"full"}:
                return _choose_again(own, found, GONE)
            form.refuse(refused.refusals)
    return own.page("own_check", found=found, time=time, form=form, back=back)


def _take(own: Own, found: OwnAppointment, session_id: int, wants: str) -> Booking:
    if found.booking is not None:
        return move_booking(found.booking.id, session_id, by=viewer())
    return (join_waiting_list if wants == "turn" else book)(session_id, own.id, by=viewer())


def _choose_again(own: Own, found: OwnAppointment, why: Refusal) -> tuple[str, int]:
    """The other times as they stand now, where someone else was quicker or the page was old."""
    now = next(each for each in list_own_appointments(own.id) if each.invitation_id == found.invitation_id)
    times = now.free_others if now.booking else now.others
    form = choose_form(times)
    form.refuse([why])
    return own.page("own_choose", found=now, days=by_day(times), form=form), CONFLICT


def _time_of(found: OwnAppointment, session_id: int) -> OfferedTime | None:
    times = found.free_others if found.booking else found.others
    return next((time for time in times if time.id == session_id), None)


def _check_address(own: Own, found: OwnAppointment, session_id: int) -> str:
    if found.booking is not None:
        return own.address("own_move_check", booking_id=found.booking.id, session_id=session_id)
    return own.address("own_check", invitation_id=found.invitation_id or 0, session_id=session_id)
