"""Two people acting on one application in the same moment, on a database whose commits are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import load_settings
from tests.conftest import settings_for
from tests.onboarding.builders import a_case, a_case_to_clear, a_coordinator, an_entry
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application, StageChange
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.onboarding.models import CaseNote, Check, Decision, Decline
from volunteers.onboarding.rules import Clearing
from volunteers.onboarding.service import (
    advance,
    change_note,
    clear_for_duty,
    decide,
    decline,
    pin_note,
    record_check,
    take_back,
    write_note,
)
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work

Act = Callable[[int, Viewer], object]
ROUNDS = 5


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def race(app: Flask, make: Callable[[], Application], *acts: Act, first: Act | None = None) -> tuple[int, list[str]]:
    """Everyone acts at once on a new application: its id, and how it ended for each.

    ``first`` is done before by the one who does the first of the acts.
    """
    with app.app_context(), unit_of_work():
        number = make().id
        people = [a_coordinator() for _ in acts]
        if first is not None:
            first(number, people[0])
    start = Barrier(len(acts))

    def run(act: Act, by: Viewer) -> str:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    act(number, by)
            except Refused as refused:
                return refused.refusals[0].code
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return number, sorted(pool.map(run, acts, people))


def count(app: Flask, kind: type, number: int) -> int:
    with app.app_context():
        of_it = select(func.count()).select_from(kind).where(kind.application_id == number)  # type: ignore[attr-defined]
        return int(db.session.scalar(of_it) or 0)


def test_of_two_movers_one_wins_and_the_other_is_told(app: Flask) -> None:
    def on(number: int, by: Viewer) -> object:
        return advance(number, "sift", seen_stage="submitted", by=by)

    def out(number: int, by: Viewer) -> object:
        return advance(number, "unsuccessful", seen_stage="submitted", reason="Too far away", by=by)

    for _ in range(ROUNDS):
        number, ends = race(app, a_case, on, out)
        assert ends == ["done", "moved_meanwhile"]
        assert count(app, StageChange, number) == 2
    with app.app_context():
        told = db.session.scalar(select(func.count()).select_from(Message))
        assert told == ROUNDS
        assert find_first_broken() is None


def test_of_two_recorders_one_wins_and_the_other_sees_both(app: Flask) -> None:
    def record(number: int, by: Viewer) -> object:
        return record_check(number, "sift", entry=an_entry(reference=by.name), seen_version=0, by=by)

    for _ in range(ROUNDS):
        number, ends = race(app, lambda: a_case("sift"), record, record)
        assert ends == ["done", "recorded_meanwhile"]
        assert count(app, Check, number) == 1


def test_of_four_who_clear_one_makes_a_volunteer(app: Flask) -> None:
    def clear(number: int, by: Viewer) -> object:
        start = Clearing("special_constable", "accompanied", None, clock.today())
        return clear_for_duty(number, clearing=start, seen_stage="attestation", by=by)

    _, ends = race(app, a_case_to_clear, clear, clear, clear, clear)
    assert ends == ["done", "moved_meanwhile", "moved_meanwhile", "moved_meanwhile"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Volunteer)) == 1


def open_decision(number: int) -> int:
    return db.session.scalars(select(Decision.id).where(Decision.application_id == number)).one()


def propose(number: int, by: Viewer) -> object:
    return decline(number, code="no_place", feedback="", seen_stage="submitted", by=by)


def agree(number: int, by: Viewer) -> object:
    return decide(number, open_decision(number), agrees=True, note="", by=by)


def refuse(number: int, by: Viewer) -> object:
    return decide(number, open_decision(number), agrees=False, note="They move here", by=by)


def test_of_two_proposers_one_proposes_and_the_other_is_told(app: Flask) -> None:
    number, ends = race(app, a_case, propose, propose)
    assert ends == ["done", "waits_for_second"]
    assert count(app, Decision, number) == 1


def test_of_two_who_decide_one_decides_and_nothing_is_done_twice(app: Flask) -> None:
    def idle(number: int, by: Viewer) -> object:
        return by

    for _ in range(ROUNDS):
        number, ends = race(app, a_case, idle, agree, agree, refuse, first=propose)
        assert ends == ["decided_meanwhile", "decided_meanwhile", "done", "done"]
        with app.app_context():
            decision = db.session.scalars(select(Decision).where(Decision.application_id == number)).one()
            assert decision.decided_by_id != decision.proposed_by_id
            assert count(app, Decline, number) == (1 if decision.outcome == "agreed" else 0)


def test_taken_back_or_decided_but_never_both(app: Flask) -> None:
    def back(number: int, by: Viewer) -> object:
        return take_back(number, open_decision(number), by=by)

    for _ in range(ROUNDS):
        number, ends = race(app, a_case, back, agree, first=propose)
        assert ends == ["decided_meanwhile", "done"]
        with app.app_context():
            decision = db.session.scalars(select(Decision).where(Decision.application_id == number)).one()
            assert count(app, Decline, number) == (1 if decision.outcome == "agreed" else 0)


def test_of_two_who_change_a_note_one_wins_and_the_other_keeps_their_words(app: Flask) -> None:
    def pinned(number: int, by: Viewer) -> object:
        note = write_note(number, body="Ring after six", by=by)
        return pin_note(number, note.id, is_pinned=True, by=by)

    def change(number: int, by: Viewer) -> object:
        note = db.session.scalars(select(CaseNote.id).where(CaseNote.application_id == number)).one()
        return change_note(number, note, body=f"Words of {by.account_id}", seen_version=1, by=by)

    for _ in range(ROUNDS):
        number, ends = race(app, a_case, change, change, first=pinned)
        assert ends == ["changed_meanwhile", "done"]
        assert count(app, CaseNote, number) == 1
