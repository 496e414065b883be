"""Faults in sessions and their waiting lists."""

from datetime import timedelta

from tests.appointments.builders import a_booking, a_session
from tests.integrity.planted.planting import plants
from tests.onboarding.builders import a_case
from volunteers import clock
from volunteers.appointments.models import BookingState


@plants("session_taken")
def counted_wrong() -> list[int]:
    a_booking(a_session(), a_case("interview"))
    bad = a_session()
    bad.taken = 1
    return [bad.id]


@plants("waiting_beside_a_free_place")
def passed_over() -> list[int]:
    full, late, bad = a_session(capacity=1), a_session(starts_at=clock.now() + timedelta(hours=5)), a_session()
    a_booking(full, a_case("interview"))
    for session in (full, late, bad):
        a_booking(session, a_case("interview"), BookingState.WAITING)
    return [bad.id]
