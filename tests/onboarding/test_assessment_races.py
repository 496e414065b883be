"""Two assessors in the same moment, on a database whose commits are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from config import load_settings
from tests.conftest import settings_for
from tests.onboarding.builders import a_case, a_coordinator
from tests.onboarding.sheets import INTERVIEW, a_sheet, sits
from volunteers import clock
from volunteers.app import create_app
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.onboarding.models import Assessment, AssessmentResult, Check
from volunteers.onboarding.queries.assessments import entry_of, list_rounds
from volunteers.onboarding.rules.assessments import Agreed
from volunteers.onboarding.service.assessments import agree, save_sheet, take_seat
from volunteers.unit_of_work import unit_of_work

ROUNDS = 4


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """Everyone acts in the same moment: how it ended for each."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    act()
            except Refused as refused:
                return refused.refusals[0].code
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_of_three_for_the_last_seat_one_gets_it(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            number = a_case("interview").id
            take_seat(number, INTERVIEW, by=a_coordinator())
            people = [a_coordinator() for _ in range(3)]
        ends = at_once(app, *(partial(take_seat, number, INTERVIEW, by=by) for by in people))
        assert ends == ["done", "seats_taken", "seats_taken"]
        with app.app_context():
            seats = select(Assessment.seat).where(Assessment.application_id == number).order_by(Assessment.seat)
            assert db.session.scalars(seats).all() == [1, 2]


def test_both_send_at_once_and_one_round_is_whole(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            case = a_case("interview")
            people = [a_coordinator() for _ in range(2)]
            versions = [sits(case, by).version for by in people]
            number = case.id

        entries = [a_sheet(place + 2, f"words of {place}") for place in range(2)]
        acts = [
            partial(save_sheet, number, INTERVIEW, entry, seen_version=seen, send=True, by=by)
            for by, seen, entry in zip(people, versions, entries, strict=True)
        ]
        assert at_once(app, *acts) == ["done", "done"]
        with app.app_context():
            (only,) = list_rounds(number, INTERVIEW)
            assert only.is_in
            rows = db.session.scalars(select(Assessment).where(Assessment.application_id == number))
            written = {row.assessor_id: entry_of(row) for row in rows}
            assert written == {by.account_id: entry for by, entry in zip(people, entries, strict=True)}
    with app.app_context():
        assert find_first_broken() is None


def test_one_sheet_sent_from_two_windows_is_sent_once(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        case, by = a_case("interview"), a_coordinator()
        number, seen = case.id, sits(case, by).version

    def send() -> object:
        return save_sheet(number, INTERVIEW, a_sheet(), seen_version=seen, send=True, by=by)

    assert at_once(app, send, send) == ["done", "sent_already"]


def test_of_two_who_write_the_result_down_one_does(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            case = a_case("interview")
            for _ in range(2):
                sits(case, a_coordinator(), a_sheet())
            number, people = case.id, [a_coordinator() for _ in range(2)]
        wanted = Agreed({}, passed=True, result_on=clock.today())
        acts = [partial(agree, number, INTERVIEW, 1, wanted, seen_version=0, by=by) for by in people]
        assert at_once(app, *acts) == ["decided_meanwhile", "done"]
        with app.app_context():
            made = select(AssessmentResult.id).where(AssessmentResult.application_id == number)
            assert len(db.session.scalars(made).all()) == 1
            checks = select(Check.id).where(Check.application_id == number, Check.code == INTERVIEW)
            assert len(db.session.scalars(checks).all()) == 1
