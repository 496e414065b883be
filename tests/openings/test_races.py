"""The last place wanted by many at once, and those who wait told by two workers at once, with commits that are real."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from config import load_settings
from tests.conftest import settings_for
from tests.openings.builders import CADETS, a_unit, an_interest, an_opening
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.app import create_app
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.openings import jobs, service
from volunteers.openings.models import Interest, Opening
from volunteers.openings.rules import OpeningPlan
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work

PEOPLE = 20
ROUNDS = int(os.environ.get("RACE_ROUNDS", "5"))


@pytest.fixture
def copies(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[list[Flask]]:
    """Four copies of the application over one database, each with connections of its own."""
    made = [create_app(load_settings(settings_for(addresses, own_database, tmp_path))) for _ in range(4)]
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


def test_twenty_people_for_the_last_place_are_one_in_it_and_nineteen_told(copies):
    for number in range(ROUNDS):
        with copies[0].app_context(), unit_of_work():
            opening_id = an_opening(unit=a_unit(f"Unit {number}"), places=3, taken=2).id
        met = race(copies, PEOPLE, lambda _, wanted=opening_id: service.take_place(wanted))
        assert met == {"done": 1, "full": PEOPLE - 1}, f"round {number}: {met}"
        with copies[0].app_context():
            assert db.session.get_one(Opening, opening_id).taken == 3


def test_places_given_back_and_taken_at_once_are_counted_right(copies):
    with copies[0].app_context(), unit_of_work():
        opening_id = an_opening(unit=a_unit(), places=100, taken=50).id

    def act(number: int) -> None:
        (service.take_place if number % 2 else service.give_back_place)(opening_id)

    assert race(copies, PEOPLE, act) == {"done": PEOPLE}
    with copies[0].app_context():
        assert db.session.get_one(Opening, opening_id).taken == 50


def test_two_workers_tell_each_of_those_who_wait_once(copies):
    people = 250
    with copies[0].app_context(), unit_of_work():
        an_opening()
        for number in range(people):
            an_interest(f"{number}@example.org")
    start = Barrier(4)

    def work(app: Flask) -> None:
        with app.app_context():
            start.wait()
            jobs.tell_interested()
            db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, copies))
    with copies[0].app_context():
        told = Counter(db.session.scalars(select(Message.to_address).where(Message.kind == "opening_announced")))
        assert told == {f"{number}@example.org": 1 for number in range(people)}
        assert db.session.scalars(select(Interest.id).where(Interest.told_at.is_(None))).all() == []


def test_one_address_given_twenty_times_at_once_is_kept_once_and_has_three_confirmations(copies):
    with copies[0].app_context(), unit_of_work():
        units = [a_unit(f"Unit {number}").id for number in range(5)]

    def ask(number: int) -> None:
        service.register_interest("jo@example.org", strand=CADETS, unit_id=units[number % 5])

    assert race(copies, PEOPLE, ask) == {"done": PEOPLE}
    with copies[0].app_context():
        assert len(db.session.scalars(select(Interest.id)).all()) == 5
        assert len(db.session.scalars(select(Message.id).where(Message.expires_at.is_(None))).all()) == 3


def test_two_coordinators_open_the_same_unit_at_once_and_one_is_told(copies):
    with copies[0].app_context(), unit_of_work():
        unit_id, by = a_unit().id, a_viewer(Role.COORDINATOR)
    days = [clock.add_months(clock.today(), months) for months in (0, 1, 2)]
    plan = OpeningPlan(CADETS, "New cadets", days[0], days[1], unit_id=unit_id, starts_on=days[2])
    assert race(copies, 4, lambda _: _create(plan, by)) == {"done": 1, "overlaps": 3}


def _create(plan: OpeningPlan, by: object) -> None:
    service.create_opening(plan, by=by)  # type: ignore[arg-type]
