"""Faults in duties and hours."""

from datetime import timedelta

from tests.applications.builders import an_application
from tests.integrity.planted.planting import plants, sql
from tests.openings.builders import an_opening
from tests.people.builders import a_volunteer
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from volunteers import clock
from volunteers.extensions import db
from volunteers.rosters.models import (
    Duty,
    DutyState,
    Handover,
    HandoverKind,
    HandoverState,
    SignUpState,
    Wait,
    WaitState,
)


@plants("volunteer_without_service")
def never_served() -> list[int]:
    a_volunteer()
    bad = a_volunteer()
    sql("DELETE FROM service_periods WHERE volunteer_id = :id", id=bad.id)
    return [bad.id]


@plants("two_duties_at_once")
def on_two_at_once() -> list[int]:
    sql("ALTER TABLE sign_ups DROP CONSTRAINT ex_sign_ups_one_duty_at_a_time")
    one, other, at = a_volunteer(), a_volunteer(), clock.now()
    first, second = (a_duty(starts_at=at + timedelta(hours=hours)) for hours in (0, 4))
    after = a_duty(starts_at=at + timedelta(hours=5))
    bad = a_sign_up(first, one)
    a_sign_up(second, one)
    a_sign_up(first, other)
    a_sign_up(after, other)
    a_sign_up(second, other, state=SignUpState.WITHDRAWN)
    return [bad.id]


@plants("hours_twice")
def hours_that_overlap() -> list[int]:
    one, other, at = a_volunteer(), a_volunteer(), clock.now() - timedelta(days=9)
    duties = [a_duty(starts_at=at + timedelta(hours=hours)) for hours in (0, 5)]
    bad = an_attendance(a_sign_up(duties[0], one), minutes=300)
    an_attendance(a_sign_up(duties[1], one), minutes=300)
    bad.booked_off_at, bad.minutes = bad.booked_on_at + timedelta(minutes=301), 301  # the ledger refuses it
    for duty in duties:
        an_attendance(a_sign_up(duty, other), minutes=300)
    return [bad.id]


@plants("hours_by_oneself")
def recorded_by_the_volunteer() -> list[int]:
    volunteer = a_volunteer()
    an_attendance(a_sign_up(a_duty(), a_volunteer()))
    bad = an_attendance(a_sign_up(a_duty(), volunteer))
    bad.recorded_by_id = volunteer.account_id
    return [bad.id]


@plants("hours_without_duty")
def the_duty_was_cancelled() -> list[int]:
    duty = a_duty()
    bad = an_attendance(a_sign_up(duty, a_volunteer()))
    duty.state = DutyState.CANCELLED
    an_attendance(a_sign_up(a_duty(), a_volunteer()))
    return [bad.id]


@plants("hours_without_duty")
def taken_off_the_duty() -> list[int]:
    sign_up = a_sign_up(a_duty(), a_volunteer())
    bad = an_attendance(sign_up)
    sign_up.state = SignUpState.WITHDRAWN
    return [bad.id]


@plants("hours_without_duty")
def on_somebody_elses_place() -> list[int]:
    bad = an_attendance(a_sign_up(a_duty(), a_volunteer()))
    bad.volunteer_id = a_volunteer().id
    return [bad.id]


@plants("minutes_wrong")
def an_hour_too_many() -> list[int]:
    good, bad, open_ = (an_attendance(a_sign_up(a_duty(), a_volunteer()), minutes=at) for at in (300, 240, None))
    assert good.minutes
    assert bad.minutes
    bad.minutes += 60
    assert open_.minutes is None
    return [bad.id]


@plants("minutes_wrong")
def no_minutes_after_booking_off() -> list[int]:
    bad = an_attendance(a_sign_up(a_duty(), a_volunteer()))
    bad.minutes = None
    return [bad.id]


@plants("duty_overbooked")
def more_taken_than_there_are() -> list[int]:
    sql("ALTER TABLE posts DROP CONSTRAINT ck_posts_taken_within_places")
    duty = a_duty(posts=[a_post(places=1)])
    for _ in range(2):
        a_sign_up(duty, a_volunteer())
    a_sign_up(a_duty(), a_volunteer())
    return [duty.posts[0].id]


@plants("duty_overbooked")
def one_taken_by_nobody() -> list[int]:
    duty = a_duty(posts=[a_post(places=3)])
    a_sign_up(duty, a_volunteer())
    duty.posts[0].taken = 2
    return [duty.posts[0].id]


def _an_opening_held_by(applications: int, **more: int) -> int:
    opening = an_opening(**more)
    for _ in range(applications):
        an_application(strand="cadets").opening_id = opening.id
    return opening.id


@plants("opening_overbooked")
def more_hold_a_place_than_were_taken() -> list[int]:
    bad = _an_opening_held_by(2, places=3, taken=1)
    return [bad]


@plants("opening_overbooked")
def more_places_than_there_are() -> list[int]:
    sql("ALTER TABLE openings DROP CONSTRAINT ck_openings_taken_within_places")
    return [_an_opening_held_by(3, places=2, taken=3)]


@plants("waits_for_a_cancelled_duty")
def the_duty_they_wait_for_was_cancelled() -> list[int]:
    cancelled = a_duty(state=DutyState.CANCELLED)
    _a_wait(a_duty(), WaitState.WAITING)
    _a_wait(cancelled, WaitState.LEFT)
    return [_a_wait(cancelled, WaitState.WAITING)]


def _a_wait(duty: Duty, state: WaitState) -> int:
    wait = Wait(
        duty_id=duty.id, post_id=duty.posts[0].id, volunteer_id=a_volunteer().id, state=state, joined_at=clock.now()
    )
    db.session.add(wait)
    db.session.flush()
    return wait.id


@plants("handed_over_by_nobody")
def the_place_was_given_up() -> list[int]:
    _a_handover(SignUpState.CONFIRMED, HandoverState.OPEN)
    _a_handover(SignUpState.WITHDRAWN, HandoverState.LAPSED)
    return [_a_handover(SignUpState.WITHDRAWN, HandoverState.OPEN)]


def _a_handover(place: SignUpState, state: HandoverState) -> int:
    sign_up = a_sign_up(a_duty(), a_volunteer(), state=place)
    handover = Handover(
        kind=HandoverKind.STAND_IN, sign_up_id=sign_up.id, reason="Ill", state=state, asked_at=clock.now()
    )
    db.session.add(handover)
    db.session.flush()
    return handover.id
