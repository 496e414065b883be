"""Many applicants wanting the last place in the same moment, over connections of their own, with commits that are real.

Nobody may get a place that is not there, no place may stay empty while someone waits, and the waiting list is the order
in which the database committed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from config import load_settings
from tests.appointments.builders import a_booking, a_session, an_invitation
from tests.conftest import settings_for
from tests.onboarding.builders import a_case, a_coordinator
from tests.people.builders import as_viewer
from volunteers.app import create_app
from volunteers.appointments import service
from volunteers.appointments.models import Booking, BookingState, Session
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work

COPIES = 4


@pytest.fixture
def copies(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[list[Flask]]:
    """Four copies of the application over one database, each with connections of its own."""
    made = [create_app(load_settings(settings_for(addresses, own_database, tmp_path))) for _ in range(COPIES)]
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


def race(copies: Sequence[Flask], people: int, act: Callable[[int], None]) -> Counter[str]:
    """Everyone does it at once: how many did, and how many were told why not."""
    start = Barrier(people)

    def run(number: int) -> str:
        with copies[number % len(copies)].app_context():
            start.wait()
            try:
                with unit_of_work():
                    act(number)
            except Refused as fault:
                return fault.refusals[0].code
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(people) as pool:
        return Counter(pool.map(run, range(people)))


def people_invited(
    copies: Sequence[Flask], count: int, *, capacity: int, taken: int
) -> tuple[int, list[tuple[int, Viewer]]]:
    """A session with some places taken, and so many applicants invited to it, each as the one acting."""
    with copies[0].app_context(), unit_of_work():
        session = a_session(capacity=capacity)
        for _ in range(taken):
            a_booking(session, a_case("interview"))
        people = [a_case("interview") for _ in range(count)]
        for application in people:
            an_invitation(application, [session])
        return session.id, [(application.id, as_viewer(application.account)) for application in people]


def stand(copies: Sequence[Flask], session_id: int) -> tuple[int, list[int], list[int]]:
    """Places counted as taken; who has one; and who waits, in the order of their turns."""
    with copies[0].app_context():
        rows = db.session.execute(
            select(Booking.application_id, Booking.state).where(Booking.session_id == session_id).order_by(Booking.id)
        ).all()
        taken = db.session.scalar(select(Session.taken).where(Session.id == session_id))
        placed = [number for number, state in rows if state is BookingState.BOOKED]
        return taken, placed, [number for number, state in rows if state is BookingState.WAITING]


@pytest.mark.parametrize("people", [20, 100])
def test_the_last_place_goes_to_one_and_the_waiting_list_is_in_the_order_of_commits(copies, people):
    session_id, applicants = people_invited(copies, people, capacity=3, taken=2)

    def want(number: int) -> None:
        application_id, by = applicants[number]
        service.join_waiting_list(session_id, application_id, by=by)

    assert race(copies, people, want) == {"done": people}
    taken, placed, waiting = stand(copies, session_id)
    assert (taken, len(placed), len(waiting)) == (3, 3, people - 1)
    # Every transaction seals its own act in the history under one lock, so the history is in the order of commits.
    with copies[0].app_context():
        acts = db.session.scalars(
            select(HistoryEntry.subject_id)
            .where(HistoryEntry.act == "appointment_waited_for")
            .order_by(HistoryEntry.id)
        ).all()
    assert waiting == list(acts)


@pytest.mark.parametrize("people", [20, 100])
def test_the_last_place_booked_by_many_is_had_by_one_and_the_others_are_told(copies, people):
    session_id, applicants = people_invited(copies, people, capacity=3, taken=2)
    met = race(copies, people, lambda number: _book(session_id, *applicants[number]))
    assert met == {"done": 1, "full": people - 1}
    assert stand(copies, session_id)[0] == 3


def test_places_given_up_while_others_join_go_to_those_who_came_first_and_none_stays_empty(copies):
    session_id, applicants = people_invited(copies, 20, capacity=5, taken=0)
    with copies[0].app_context(), unit_of_work():
        held = [_book(session_id, *each).id for each in applicants[:5]]

    def act(number: int) -> None:
        if number < 5:
            service.cancel_booking(held[number], reason="", by=applicants[number][1])
        else:
            service.join_waiting_list(session_id, applicants[number][0], by=applicants[number][1])

    assert race(copies, 20, act) == {"done": 20}
    taken, placed, waiting = stand(copies, session_id)
    assert (taken, len(placed), len(waiting)) == (5, 5, 10)
    with copies[0].app_context():
        turns = dict(
            db.session.execute(select(Booking.application_id, Booking.id).where(Booking.session_id == session_id)).all()
        )
        told = db.session.scalars(select(Message.kind).where(Message.kind == "appointment_place_free")).all()
    late = [number for number in placed if turns[number] > min(turns[each] for each in waiting)]
    assert not late, "someone was given a place before another who had waited longer"
    assert len(told) <= 5


def test_one_applicant_on_two_devices_gets_one_of_two_times(copies):
    with copies[0].app_context(), unit_of_work():
        first, second = a_session(), a_session(days=8)
        application = a_case("interview")
        an_invitation(application, [first, second])
        wanted, me = [first.id, second.id], (application.id, as_viewer(application.account))
    met = race(copies, 2, lambda number: _book(wanted[number], *me))
    assert (met["done"], met.total()) == (1, 2)
    assert sorted(stand(copies, each)[0] for each in wanted) == [0, 1]


def test_two_who_swap_times_at_once_do_not_wait_for_each_other(copies):
    """Both sessions are full but for one place each; each of two moves the other way."""
    with copies[0].app_context(), unit_of_work():
        first, second = a_session(capacity=2), a_session(days=8, capacity=2)
        people = [a_case("interview"), a_case("interview")]
        for application in people:
            an_invitation(application, [first, second])
        bookings = [a_booking(first, people[0]).id, a_booking(second, people[1]).id]
        to, by = [second.id, first.id], [as_viewer(each.account) for each in people]
    assert race(copies, 2, lambda number: _move(bookings[number], to[number], by[number])) == {"done": 2}
    assert [stand(copies, each)[0] for each in to] == [1, 1]


def test_a_session_filled_twice_at_once_never_holds_more_than_its_places(copies):
    with copies[0].app_context(), unit_of_work():
        session = a_session(capacity=3)
        people = [a_case("interview").id for _ in range(6)]
        by, session_id = [a_coordinator(), a_coordinator()], session.id
    met = race(copies, 2, lambda number: _fill(session_id, people[number * 3 : number * 3 + 3], by[number]))
    assert met == {"done": 1, "full": 1}
    assert stand(copies, session_id)[0] == 3


def _book(session_id: int, application_id: int, by: Viewer) -> Booking:
    return service.book(session_id, application_id, by=by)


def _move(booking_id: int, to: int, by: Viewer) -> None:
    service.move_booking(booking_id, to, by=by)


def _fill(session_id: int, people: Sequence[int], by: Viewer) -> None:
    service.fill(session_id, people, by=by)
