"""Many at once: the same form sent twenty times is stored once, acknowledged once."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import load_settings
from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application
from tests.conftest import settings_for
from volunteers.app import create_app
from volunteers.applications import service
from volunteers.applications.models import Application, StageChange
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work

AT_ONCE = 20


@pytest.fixture
def real(own_database: str, addresses: Addresses, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own, where commits are real."""
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield app
    with app.app_context():
        db.engine.dispose()


def all_at_once(app: Flask, act: Callable[[], str]) -> list[str]:
    """What each of twenty threads was given, all of them let go at the same moment."""
    gate = threading.Barrier(AT_ONCE)

    def one(_: int) -> str:
        gate.wait()
        with app.app_context(), unit_of_work():
            return act()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def count(model: type[Any]) -> int:
    return int(db.session.scalar(select(func.count()).select_from(model)) or 0)


def test_twenty_simultaneous_sendings_are_one(real: Flask) -> None:
    with real.app_context(), unit_of_work():
        made = an_application(stage="draft", answers=answers_of())
        reference, account_id = made.reference, made.account_id
    viewer = Viewer(account_id, "Ada", frozenset({Grant(Role.APPLICANT)}))
    given = all_at_once(real, lambda: service.submit(reference, declared=True, by=viewer).reference)
    assert given == [reference] * AT_ONCE
    with real.app_context():
        assert (count(StageChange), count(Message), count(HistoryEntry)) == (1, 1, 1)


def test_twenty_simultaneous_beginnings_are_one(real: Flask) -> None:
    with real.app_context(), unit_of_work():
        account_id = an_applicant().id
    viewer = Viewer(account_id, "Ada", frozenset({Grant(Role.APPLICANT)}))
    eligible: dict[str, Any] = {
        "age": date(1990, 12, 10), "in-area": "lives", "residence": "yes", "right-to-stay": "british_or_irish",
        "occupation": "none", "finance": "none", "memberships": "none", "convictions": "no",
    }  # fmt: skip

    def begin() -> str:
        return service.start("special_constabulary", eligibility=eligible, by=viewer).reference

    assert len(set(all_at_once(real, begin))) == 1
    with real.app_context():
        assert count(Application) == 1


def test_two_pages_saved_at_once_are_both_kept(real: Flask) -> None:
    with real.app_context(), unit_of_work():
        made = an_application(stage="draft", answers={})
        reference, account_id, made_for = made.reference, made.account_id, made.strand
    viewer = Viewer(account_id, "Ada", frozenset({Grant(Role.APPLICANT)}))
    strand = get_strand(made_for)
    asked = [question for section in strand.asks for question in section.questions if question not in strand.sealed]
    names = iter(asked[:AT_ONCE])
    lock = threading.Lock()

    def save() -> str:
        with lock:
            question = next(names)
        return service.answer(reference, question=question, values={"a": "b"}, by=viewer).reference

    all_at_once(real, save)
    with real.app_context():
        assert len(db.session.scalars(select(Application)).one().answers) == AT_ONCE
