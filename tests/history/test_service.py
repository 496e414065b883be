"""The history in a real database: what is tampered with is found, and writers at once leave no gap."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from config import load_settings
from tests.conftest import settings_for
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.history import queries
from volunteers.history.models import HistoryEntry
from volunteers.history.service import record
from volunteers.local.servers import Addresses
from volunteers.unit_of_work import unit_of_work

ENTRIES = 6


def look(number: int) -> None:
    record("looked", subject="thing", subject_id=number, by=1, fields=["name", "area"])


@pytest.fixture
def written(session: Session) -> Session:
    """Six entries, of which two were written in one unit of work."""
    for number in range(1, ENTRIES - 1):
        with unit_of_work():
            look(number)
    with unit_of_work():
        look(ENTRIES - 1)
        look(ENTRIES)
    return session


def test_entries_are_numbered_without_a_gap_and_hold(written: Session) -> None:
    assert written.scalars(select(HistoryEntry.id).order_by(HistoryEntry.id)).all() == [*range(1, ENTRIES + 1)]
    assert queries.find_first_broken() is None
    assert [entry.act for entry in queries.list_of("thing", 3)] == ["looked"]


@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 second'",
        "by_account_id = 2",
        "by_account_id = NULL",
        "act = 'moved'",
        "subject = 'other'",
        "subject_id = 99",
        "details = '{}'",
        "details = details || '{\"more\": 1}'",
        "previous_seal = repeat('1', 64)",
        "seal = repeat('1', 64)",
    ],
)
def test_whatever_is_changed_is_found(written: Session, number: int, change: str) -> None:
    written.execute(text(f"UPDATE history_entries SET {change} WHERE id = :number"), {"number": number})  # noqa: S608
    assert queries.find_first_broken() == number


@pytest.mark.parametrize("number", range(1, ENTRIES))
def test_one_that_was_deleted_is_missed(written: Session, number: int) -> None:
    written.execute(text("DELETE FROM history_entries WHERE id = :number"), {"number": number})
    assert queries.find_first_broken() == number


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 5), (5, 6)])
def test_two_that_changed_places_are_found(written: Session, one: int, other: int) -> None:
    for start, end in ((one, -1), (other, one), (-1, other)):
        written.execute(text("UPDATE history_entries SET id = :end WHERE id = :start"), {"start": start, "end": end})
    assert queries.find_first_broken() == one


def test_what_was_not_done_is_not_in_the_history(written: Session) -> None:
    def fail() -> None:
        with unit_of_work():
            look(7)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with unit_of_work():
        look(8)
    assert [entry.subject_id for entry in queries.list_of("thing", 7)] == []
    assert queries.find_first_broken() is None


def test_writers_at_once_leave_no_gap(own_database: str, addresses: Addresses, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    writers, each = 4, 10
    together = threading.Barrier(writers)
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        with app.app_context():
            together.wait()
            try:
                for number in range(each):
                    with unit_of_work():
                        look(writer * 1_000 + number)
            except BaseException as fault:
                faults.append(fault)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    with app.app_context():
        ids = db.session.scalars(select(HistoryEntry.id).order_by(HistoryEntry.id)).all()
        assert ids == [*range(1, writers * each + 1)]
        assert queries.find_first_broken() is None
        db.session.remove()
        db.engine.dispose()
