"""Making, changing and cancelling sessions, inviting to them and filling them; who is ready, in which order."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.appointments.builders import BRISTOL, a_booking, a_plan, a_session, an_invitation, at
from tests.onboarding.builders import a_case, a_check, a_coordinator
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.appointments import service
from volunteers.appointments.models import Booking, BookingState, Invitation, InvitationState, SessionKind, SessionState
from volunteers.appointments.queries.ready import list_ready
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.onboarding.models import CheckState

pytestmark = pytest.mark.usefixtures("session")


def told(application, kind):
    """The messages of a kind to an applicant."""
    return db.session.scalars(
        select(Message).where(Message.account_id == application.account_id, Message.kind == f"appointment_{kind}")
    ).all()


def codes(caught) -> list[str]:
    return [refusal.code for refusal in caught.value.refusals]


def states(session) -> dict[int, BookingState]:
    """The last booking of everyone in a session, by application."""
    rows = db.session.scalars(select(Booking).where(Booking.session_id == session.id).order_by(Booking.id))
    return {each.application_id: each.state for each in rows}


def test_a_session_takes_the_cut_off_of_the_force_unless_it_has_its_own():
    by = a_coordinator()
    assert service.make_session(a_plan(), by=by).cut_off_hours == 24
    assert service.make_session(a_plan(cut_off_hours=0), by=by).cut_off_hours == 0


def test_nobody_makes_sessions_out_of_their_scope():
    with pytest.raises(Refused) as caught:
        service.make_session(a_plan(), by=a_coordinator("somerset"))
    assert codes(caught) == ["out_of_scope"]


def test_of_several_in_a_row_none_is_made_when_one_cannot_be():
    with pytest.raises(Refused):
        service.make_sessions(a_plan(starts_at=at(7)), count=30, gap_minutes=0, by=a_coordinator())
    made = service.make_sessions(a_plan(), count=6, gap_minutes=10, by=a_coordinator())
    assert [each.starts_at - made[0].starts_at for each in made] == [timedelta(minutes=55 * n) for n in range(6)]


def test_one_message_asks_each_to_choose_and_says_the_times_and_the_day():
    first, second, person = a_session(days=7), a_session(days=8), a_case("interview")
    (made,) = service.invite([person.id], [second.id, first.id], reply_by=at(3).date(), by=a_coordinator())
    assert made.sessions == [first, second]
    (message,) = told(person, "invited")
    assert message.particulars["times"].count("Bridewell police station") == 2
    assert message.strand == "special_constabulary"
    with pytest.raises(Refused) as caught:
        service.invite([person.id], [first.id], reply_by=at(3).date(), by=a_coordinator())
    assert codes(caught) == ["invited"]
    assert person.name in caught.value.refusals[0].message


def test_an_invitation_that_was_not_answered_in_time_makes_way_for_another():
    first, person = a_session(), a_case("interview")
    old = an_invitation(person, [first], reply_by=clock.today() - timedelta(days=1))
    service.invite([person.id], [first.id], reply_by=at(3).date(), by=a_coordinator())
    assert old.state is InvitationState.CLOSED


def test_nobody_invites_to_or_from_outside_their_scope():
    session = a_session()
    for person, by in ((a_case("interview", area="somerset"), a_coordinator(BRISTOL)),
                       (a_case("interview"), a_coordinator("somerset"))):  # fmt: skip
        with pytest.raises(NotFound):
            service.invite([person.id], [session.id], reply_by=at(3).date(), by=by)


def test_the_ready_come_in_order_and_the_others_with_the_reason():
    session = a_session(kind=SessionKind.COURSE, title="Intake")
    whole = a_case("intake", last_name="Whole")
    lacks_two, lacks_one = a_case("pre_employment_checks", last_name="Two"), a_case("pre_employment_checks")
    for code in ("references", "medical", "biometrics_and_drugs"):
        a_check(lacks_two, code)
        a_check(lacks_one, code)
    a_check(lacks_one, "fitness")
    passed = a_case("training")
    a_check(passed, "training")
    far = a_case("sift")
    elsewhere = a_case("intake", area="somerset")
    found = list_ready(session, a_coordinator(), area=BRISTOL)
    assert [each.application_id for each in found.candidates] == [whole.id, lacks_one.id, lacks_two.id]
    assert found.candidates[1].why == "Still missing: Recruitment vetting"
    assert [(each.application_id, codes_of(each)) for each in found.left_out] == [(passed.id, ["on_it"])]
    everyone = list_ready(session, a_coordinator(), area=None)
    assert elsewhere.id in {each.application_id for each in everyone.candidates}
    assert far.id not in {each.application_id for each in (*everyone.candidates, *everyone.left_out)}
    assert list_ready(session, a_coordinator("somerset"), area=None).candidates[0].application_id == elsewhere.id


def codes_of(candidate) -> list[str]:
    return [refusal.code for refusal in candidate.refusals]


def test_who_failed_waits_for_the_day_they_may_try_again():
    session, person = a_session(kind=SessionKind.FITNESS), a_case("pre_employment_checks")
    a_check(person, "fitness", CheckState.FAILED, again_from=clock.today() + timedelta(days=30))
    found = list_ready(session, a_coordinator(), area=BRISTOL)
    assert [codes_of(each) for each in found.left_out] == [["too_soon"]]


def test_the_statements_do_not_grow_with_the_people(app):
    session, by = a_session(), a_coordinator()
    a_case("interview")
    with counted_sql(app) as few:
        list_ready(session, by, area=BRISTOL)
    for _ in range(5):
        a_case("interview")
    db.session.flush()
    with counted_sql(app) as many:
        assert len(list_ready(session, by, area=BRISTOL).candidates) == 6
    assert many.count <= few.count, many


def test_a_session_is_filled_at_once_with_a_message_each_or_not_at_all():
    session, people = a_session(capacity=2), [a_case("interview") for _ in range(3)]
    numbers, by = [each.id for each in people], a_coordinator()
    with pytest.raises(Conflict) as caught:
        service.fill(session.id, numbers, by=by)
    assert codes(caught) == ["full"]
    service.fill(session.id, numbers[:2], by=by)
    assert session.taken == 2
    assert [len(told(each, "booked")) for each in people] == [1, 1, 0]
    with pytest.raises(Refused) as caught:
        service.fill(session.id, numbers[:1], by=by)
    assert codes(caught) == ["already_booked"]


def test_nobody_gives_themselves_a_place_as_staff():
    mine = a_case("interview")
    by = a_coordinator()
    mine.account_id = by.account_id
    db.session.flush()
    with pytest.raises(Refused) as caught:
        service.fill(a_session().id, [mine.id], by=by)
    assert codes(caught) == ["own_application"]


def test_a_change_tells_those_booked_and_waiting_and_gives_added_places_to_who_waits():
    session, booked, waiting = a_session(capacity=1), a_case("interview"), a_case("interview")
    a_booking(session, booked)
    a_booking(session, waiting, BookingState.WAITING)
    plan = a_plan(starts_at=at(9), capacity=2, title=session.title)
    service.change_session(session.id, plan, seen_revision=1, by=a_coordinator())
    assert (session.taken, session.revision) == (2, 2)
    assert len(told(booked, "changed")) == len(told(waiting, "changed")) == len(told(waiting, "place_free")) == 1
    during = db.session.scalars(select(Booking.during).where(Booking.session_id == session.id)).all()
    assert {each.lower for each in during} == {at(9)}
    with pytest.raises(Conflict):
        service.change_session(session.id, plan, seen_revision=1, by=a_coordinator())


def test_more_places_alone_are_no_news_to_those_who_have_one():
    session, booked = a_session(capacity=1), a_case("interview")
    a_booking(session, booked)
    plan = a_plan(
        capacity=5, place=session.place, address=session.address, notes_for_applicants=session.notes_for_applicants
    )
    service.change_session(session.id, plan, seen_revision=1, by=a_coordinator())
    assert told(booked, "changed") == []


def test_a_cancelled_session_frees_everyone_and_asks_them_to_choose_another():
    session, other = a_session(), a_session(days=9)
    booked, waiting = a_case("interview"), a_case("interview")
    a_booking(session, booked)
    a_booking(session, waiting, BookingState.WAITING)
    assert service.cancel_session(session.id, reason="Panel ill", by=a_coordinator()) == 2
    assert (session.state, session.taken) == (SessionState.CANCELLED, 0)
    assert set(states(session).values()) == {BookingState.CANCELLED}
    for person in (booked, waiting):
        (message,) = told(person, "cancelled")
        assert message.particulars["reason"] == "Panel ill"
        assert message.particulars["will_be_invited"] is False
        found = db.session.scalars(select(Invitation).where(Invitation.application_id == person.id)).one()
        assert found.sessions == [other]


def test_where_there_is_no_other_session_they_are_free_to_be_invited_again():
    session, booked = a_session(), a_case("interview")
    an_invitation(booked, [session])
    a_booking(session, booked)
    service.cancel_session(session.id, reason="Panel ill", by=a_coordinator())
    (message,) = told(booked, "cancelled")
    assert message.particulars["will_be_invited"] is True
    ready = list_ready(a_session(days=20), a_coordinator(), area=BRISTOL)
    assert [each.application_id for each in ready.candidates] == [booked.id]


def test_the_places_of_those_whose_application_ended_go_to_those_who_wait():
    session, gone, waiting = a_session(capacity=1), a_case("interview"), a_case("interview")
    an_invitation(gone, [session])
    a_booking(session, gone)
    a_booking(session, waiting, BookingState.WAITING)
    gone.stage = "withdrawn"
    db.session.flush()
    assert service.sessions_to_tidy() == [session.id]
    assert service.let_go(session.id) == 1
    service.close_invitations_of_ended()
    assert states(session) == {gone.id: BookingState.CANCELLED, waiting.id: BookingState.BOOKED}
    assert service.sessions_to_tidy() == []
    assert db.session.scalars(select(Invitation.state)).all() == [InvitationState.CLOSED]


def test_whoever_still_waits_when_it_begins_waits_no_more():
    session, waiting = a_session(days=-1, capacity=1), a_case("interview")
    a_booking(session, waiting, BookingState.WAITING)
    assert service.sessions_to_tidy() == [session.id]
    service.let_go(session.id)
    assert states(session) == {waiting.id: BookingState.CANCELLED}
    assert told(waiting, "place_free") == []
