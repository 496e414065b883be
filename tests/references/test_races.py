"""Two acts in the same moment, on a database whose commits are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from config import load_settings
from tests.conftest import settings_for
from tests.references.builders import (
    a_waiting_application,
    an_asked_referee,
    good_answers,
    messages_about,
    name,
    named,
)
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.references import jobs, queries, service
from volunteers.references.models import Referee
from volunteers.references.rules import RefereeState
from volunteers.unit_of_work import unit_of_work

ROUNDS = 5


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """What each act came to, all let go at the same moment."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        with app.app_context():
            start.wait()
            try:
                act()
            except Refused as refused:
                return refused.refusals[0].code
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def in_a_unit(act: Callable[[], object]) -> Callable[[], object]:
    def run() -> None:
        with unit_of_work():
            act()

    return run


def test_of_two_namings_of_one_person_one_wins(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            application_id = a_waiting_application().id
        twice = named()

        def act(application_id: int = application_id, twice: dict[str, str] = twice) -> None:
            application = db.session.get(Application, application_id)
            assert application is not None
            name(application, twice)

        assert at_once(app, in_a_unit(act), in_a_unit(act)) == ["done", "same_person"]


def test_sending_and_replacing_at_once_ends_as_one_of_them(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            referee = an_asked_referee()
            service.keep_page(referee.id, good_answers(referee))
            number, account_id = referee.id, referee.account_id
        give = in_a_unit(lambda number=number: service.give(number))  # type: ignore[misc]
        replace = in_a_unit(
            lambda number=number, by=account_id: service.replace(number, referee=named(), by=by)  # type: ignore[misc]
        )
        found = at_once(app, give, replace)
        assert found in (["answered", "done"], ["closed", "done"])
        with app.app_context():
            states = [line.state for line in queries.list_referees(db.session.get(Referee, number).application_id)]  # type: ignore[union-attr]
            assert states in ([RefereeState.GIVEN], [RefereeState.ASKED])


def test_the_last_two_references_at_once_make_the_decision_due(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            application = a_waiting_application()
            both = [an_asked_referee(application), an_asked_referee(application, relation="colleague")]
            for referee in both:
                service.keep_page(referee.id, good_answers(referee))
            application_id, numbers = application.id, [referee.id for referee in both]
        acts = [in_a_unit(lambda number=number: service.give(number)) for number in numbers]  # type: ignore[misc]
        assert at_once(app, *acts) == ["done", "done"]
        with app.app_context():
            application = db.session.get(Application, application_id)
            assert application is not None
            assert application.decision_due


def test_two_runs_of_the_job_at_once_remind_once(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        numbers = [an_asked_referee(days_ago=7).id for _ in range(5)]
    at_once(app, jobs.remind, jobs.remind)
    with app.app_context():
        for number in numbers:
            referee = db.session.get(Referee, number)
            assert referee is not None
            assert messages_about(referee).count("reference_reminder") == 1
            assert clock.on(referee.reminded_at or clock.now()) == clock.today()
