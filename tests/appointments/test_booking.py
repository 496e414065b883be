"""Booking, waiting, moving, giving up and being marked, by applicants and by staff for them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.appointments.builders import a_booking, a_session, an_invitation
from tests.appointments.test_sessions import codes, states, told
from tests.onboarding.builders import a_case, a_check, a_coordinator
from tests.people.builders import as_viewer
from volunteers import clock
from volunteers.appointments import service
from volunteers.appointments.models import BookingState, Invitation, InvitationState, SessionKind, SessionState
from volunteers.appointments.queries.ready import list_ready
from volunteers.appointments.rules.attendance import Came, Mark
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState

pytestmark = pytest.mark.usefixtures("session")


def an_invited(*sessions, **more):
    """An applicant at interview who may choose one of these, and themself as the one acting."""
    person = a_case("interview", **more)
    an_invitation(person, sessions)
    return person, as_viewer(person.account)


def test_an_applicant_books_a_session_they_were_invited_to_and_is_told():
    session = a_session()
    person, me = an_invited(session)
    assert service.book(session.id, person.id, by=me).state is BookingState.BOOKED
    assert session.taken == 1
    (message,) = told(person, "booked")
    assert message.particulars["notes"] == "Bring photo identification."


def test_nobody_books_for_a_stranger_or_what_they_were_not_invited_to():
    session, other = a_session(), a_session(days=9)
    person, me = an_invited(other)
    with pytest.raises(Refused) as caught:
        service.book(session.id, person.id, by=me)
    assert codes(caught) == ["not_invited"]
    stranger = as_viewer(a_case("interview").account)
    with pytest.raises(NotFound):
        service.book(other.id, person.id, by=stranger)
    with pytest.raises(NotFound):
        service.book(other.id, person.id, by=a_coordinator("somerset"))
    assert service.book(session.id, person.id, by=a_coordinator()).state is BookingState.BOOKED


def test_a_full_session_is_waited_for_and_the_first_gets_the_place_that_frees():
    session = a_session(capacity=1)
    (holder, held_by), *waiting = [an_invited(session) for _ in range(3)]
    booking = service.book(session.id, holder.id, by=held_by)
    with pytest.raises(Conflict):
        service.book(session.id, waiting[0][0].id, by=waiting[0][1])
    for person, me in waiting:
        assert service.join_waiting_list(session.id, person.id, by=me).state is BookingState.WAITING
    with pytest.raises(Refused) as caught:
        service.join_waiting_list(session.id, waiting[0][0].id, by=waiting[0][1])
    assert codes(caught) == ["already_waiting"]
    service.cancel_booking(booking.id, reason="", by=held_by)
    first, second = waiting[0][0], waiting[1][0]
    assert states(session) == {
        holder.id: BookingState.CANCELLED, first.id: BookingState.BOOKED, second.id: BookingState.WAITING,
    }  # fmt: skip
    assert (len(told(first, "place_free")), len(told(second, "place_free"))) == (1, 0)
    (message,) = told(holder, "cancelled")
    assert message.particulars["by_themself"] is True


def test_joining_the_list_of_a_session_with_a_free_place_takes_the_place():
    session = a_session()
    person, me = an_invited(session)
    assert service.join_waiting_list(session.id, person.id, by=me).state is BookingState.BOOKED


def test_past_the_cut_off_a_place_is_given_by_staff_alone():
    session = a_session(capacity=1, starts_at=clock.now() + timedelta(hours=5))
    holder, waiting, by = a_case("interview"), a_case("interview"), a_coordinator()
    held = a_booking(session, holder)
    a_booking(session, waiting, BookingState.WAITING)
    with pytest.raises(Refused) as caught:
        service.cancel_booking(held.id, reason="Ill", by=as_viewer(holder.account))
    assert codes(caught) == ["past_cut_off"]
    service.cancel_booking(held.id, reason="Rang to say they are ill", by=by)
    assert states(session)[waiting.id] is BookingState.WAITING
    service.book(session.id, waiting.id, by=by)
    assert states(session)[waiting.id] is BookingState.BOOKED
    assert session.taken == 1


def test_a_move_frees_the_old_place_for_who_waits_and_keeps_where_it_came_from():
    first, second = a_session(capacity=1), a_session(days=9)
    person, me = an_invited(first, second)
    waiting = a_case("interview")
    old = service.book(first.id, person.id, by=me)
    a_booking(first, waiting, BookingState.WAITING)
    moved = service.move_booking(old.id, second.id, by=me)
    assert (moved.session_id, moved.moved_from_id, old.state) == (second.id, old.id, BookingState.CANCELLED)
    assert states(first)[waiting.id] is BookingState.BOOKED
    assert (first.taken, second.taken) == (1, 1)
    assert [each.particulars["is_moved"] for each in told(person, "booked")] == [False, True]


def test_a_move_to_a_full_session_changes_nothing():
    first, second = a_session(), a_session(days=9, capacity=1)
    a_booking(second, a_case("interview"))
    person, me = an_invited(first, second)
    old = service.book(first.id, person.id, by=me)
    with pytest.raises(Conflict):
        service.move_booking(old.id, second.id, by=me)
    assert old.state is BookingState.BOOKED
    with pytest.raises(Refused) as caught:
        service.move_booking(old.id, a_session(days=12).id, by=me)
    assert codes(caught) == ["not_invited"]


def test_whoever_was_given_a_place_uninvited_may_move_within_the_area():
    first, second = a_session(), a_session(days=9)
    person = a_case("interview")
    (booking,) = service.fill(first.id, [person.id], by=a_coordinator())
    assert service.move_booking(booking.id, second.id, by=as_viewer(person.account)).session_id == second.id


def test_two_things_at_one_time_are_refused():
    interview = a_session()
    other = a_session(kind=SessionKind.OTHER, check_code=None, title="Open evening", starts_at=interview.starts_at)
    person, me = an_invited(interview)
    a_booking(other, person)
    with pytest.raises(Refused) as caught:
        service.book(interview.id, person.id, by=me)
    assert codes(caught) == ["clash"]
    assert "Open evening" in caught.value.refusals[0].message


def test_staff_say_why_they_take_someone_off_and_it_is_passed_on():
    session, person, by = a_session(), a_case("interview"), a_coordinator()
    booking = a_booking(session, person)
    with pytest.raises(Refused):
        service.cancel_booking(booking.id, reason=" ", by=by)
    with pytest.raises(NotFound):
        service.cancel_booking(booking.id, reason="Wrong list", by=a_coordinator("somerset"))
    service.cancel_booking(booking.id, reason="Wrong list", by=by)
    (message,) = told(person, "cancelled")
    assert (message.particulars["reason"], message.particulars["by_themself"]) == ("Wrong list", False)


def marked(session, marks, by=None):
    return service.mark_attendance(session.id, marks, by=by or a_coordinator())


def test_attendance_is_marked_with_results_and_whoever_missed_is_free_again():
    session = a_session(kind=SessionKind.FITNESS, days=-1, capacity=4)
    came, failed, missed, unknown = people = [a_case("pre_employment_checks") for _ in range(4)]
    for person in people:
        an_invitation(person, [session])
    bookings = [a_booking(session, person) for person in people]
    marks = [
        Mark(Came.CAME, passed=True), Mark(Came.CAME, passed=False), Mark(Came.MISSED), Mark(Came.UNKNOWN),
    ]  # fmt: skip
    assert marked(session, dict(zip([each.id for each in bookings], marks, strict=True))) == []
    assert session.state is SessionState.HELD
    assert [each.state for each in bookings] == [
        BookingState.ATTENDED, BookingState.ATTENDED, BookingState.MISSED, BookingState.UNKNOWN,
    ]  # fmt: skip
    results = {
        each.application_id: each.state for each in db.session.scalars(select(Check).where(Check.code == "fitness"))
    }
    assert results == {came.id: CheckState.PASSED, failed.id: CheckState.FAILED}
    assert set(db.session.scalars(select(Invitation.state))) == {InvitationState.CLOSED}
    again = list_ready(a_session(kind=SessionKind.FITNESS, days=60), a_coordinator(), area="bristol")
    assert {missed.id, unknown.id} <= {each.application_id for each in again.candidates}
    assert came.id in {each.application_id for each in again.left_out}


def test_whoever_cannot_be_marked_is_named_and_the_rest_is_done():
    session = a_session(kind=SessionKind.FITNESS, days=-1, capacity=3)
    fine, stale, elsewhere = (
        a_case("pre_employment_checks"), a_case("pre_employment_checks"),
        a_case("pre_employment_checks", area="somerset"),
    )  # fmt: skip
    bookings = [a_booking(session, person) for person in (fine, stale, elsewhere)]
    a_check(stale, "fitness", result_on=clock.today() - timedelta(days=3))
    not_done = marked(
        session, {each.id: Mark(Came.CAME, passed=True) for each in bookings}, by=a_coordinator("bristol")
    )
    assert [(each.booking_id, each.refusals[0].code) for each in not_done] == [
        (bookings[1].id, "recorded_meanwhile"), (bookings[2].id, "out_of_scope"),
    ]  # fmt: skip
    assert {each.state for each in bookings} == {BookingState.ATTENDED}
    assert db.session.scalars(select(Check.application_id).where(Check.code == "fitness")).all() == [stale.id, fine.id]


def test_marks_can_be_mended_and_end_the_waiting_list():
    session = a_session(days=-1, capacity=1)
    person, waiting = a_case("interview"), a_case("interview")
    booking = a_booking(session, person)
    a_booking(session, waiting, BookingState.WAITING)
    marked(session, {booking.id: Mark(Came.MISSED)})
    marked(session, {booking.id: Mark(Came.CAME)})
    assert states(session) == {person.id: BookingState.ATTENDED, waiting.id: BookingState.CANCELLED}
    assert session.taken == 1


def test_nobody_is_marked_before_it_begins_or_twice_in_another_session():
    session, person = a_session(), a_case("interview")
    booking = a_booking(session, person)
    with pytest.raises(Refused) as caught:
        marked(session, {booking.id: Mark(Came.CAME)})
    assert codes(caught) == ["not_begun"]
    with pytest.raises(NotFound):
        marked(a_session(days=-1), {booking.id: Mark(Came.CAME)})
