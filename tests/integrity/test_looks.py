"""A look is kept whatever it found, says since when, stops at no failure, and tells administrators of news alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.people.builders import an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.integrity.jobs import look_for_impossible as job
from volunteers.integrity.models import FindingRun
from volunteers.integrity.queries import STATES
from volunteers.integrity.rules import MOST_IDS, ImpossibleState, State, state_of, worsened
from volunteers.integrity.service import look_for_impossible
from volunteers.notifications.models import Message
from volunteers.permissions import Role

BROKEN = ImpossibleState("broken", "The look is broken.", "It asks for no table.", "thing", "SELECT id FROM nowhere")
TRACELESS = next(state for state in STATES if state.code == "moved_without_trace")


def plant(number: int = 1) -> list[int]:
    """So many applications that moved without a trace."""
    ids = sorted(an_application().id for _ in range(number))
    db.session.execute(text("DELETE FROM stage_changes"))
    return ids


def test_a_look_that_finds_nothing_is_kept(session: Session) -> None:
    run = look_for_impossible()

    kept = session.scalars(select(FindingRun)).one()
    assert kept is run
    assert (kept.looked_for, kept.found, kept.failed, kept.asked_by_id) == (len(STATES), 0, 0, None)
    assert all(finding.count == 0 and finding.ids == [] and finding.took_ms >= 0 for finding in kept.findings)
    assert kept.finished_at >= kept.started_at


def test_the_first_fifty_numbers_are_kept_and_the_count_is_whole(session: Session) -> None:
    ids = plant(MOST_IDS + 3)

    finding = look_for_impossible(states=[TRACELESS]).findings[0]

    assert (finding.count, finding.ids) == (MOST_IDS + 3, ids[:MOST_IDS])


def test_since_when_it_is_found_or_not(session: Session) -> None:
    days = [datetime(2026, 5, day, 4, 30, tzinfo=UTC) for day in range(1, 7)]
    since = []
    for day in days:
        with time_machine.travel(day, tick=False):
            if day == days[2]:
                plant()
            if day == days[4]:
                session.execute(text("UPDATE applications SET stage = 'draft', waits_on = '{}'"))
            since.append(look_for_impossible(states=[TRACELESS]).findings[0].since)
    assert since == [days[0], days[0], days[2], days[2], days[4], days[4]]


def test_a_look_that_fails_is_a_finding_and_stops_no_other(session: Session) -> None:
    plant()

    run = look_for_impossible(states=[BROKEN, TRACELESS])

    assert (run.looked_for, run.found, run.failed) == (2, 1, 1)
    found = {finding.code: (finding.count, finding.failure) for finding in run.findings}
    assert found == {"broken": (None, "UndefinedTable"), "moved_without_trace": (1, None)}


def test_administrators_are_told_of_news_once_in_numbers_alone(session: Session) -> None:
    open_, closed, other = (
        an_account(Role.ADMINISTRATOR, email="one@force.example"),
        an_account(Role.ADMINISTRATOR, disabled_at=clock.now()),
        an_account(Role.AUDITOR),
    )
    look_for_impossible(states=[TRACELESS])
    assert told(session) == []
    plant()

    for _ in range(2):
        look_for_impossible(states=[TRACELESS])

    (message,) = told(session)
    assert (message.account_id, message.to_address) == (open_.id, "one@force.example")
    assert message.particulars == {"new": 1, "wrong": 1}
    assert {closed.id, other.id}.isdisjoint({message.account_id})


def told(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.kind == "findings_made")))


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        ({}, {"a": 0, "b": 2}, ["b"]),
        ({"a": 2}, {"a": 2}, []),
        ({"a": 2}, {"a": 3}, ["a"]),
        ({"a": 3}, {"a": 2}, []),
        ({"a": 0}, {"a": None}, ["a"]),
        ({"a": None}, {"a": None}, []),
        ({"a": None}, {"a": 1}, ["a"]),
    ],
)
def test_what_is_news(before: dict[str, int | None], now: dict[str, int | None], news: list[str]) -> None:
    assert worsened(before, now) == news


@pytest.mark.parametrize(("count", "state"), [(0, State.CLEAN), (4, State.FOUND), (None, State.NOT_LOOKED)])
def test_a_look_that_failed_is_not_a_clean_one(count: int | None, state: State) -> None:
    assert state_of(count) is state


def test_runs_are_kept_for_a_little_more_than_a_year(session: Session) -> None:
    look_for_impossible(states=[TRACELESS])
    session.execute(text("UPDATE finding_runs SET started_at = started_at - interval '401 days'"))
    session.expire_all()
    look_for_impossible(states=[TRACELESS])

    kept = session.scalars(select(FindingRun)).all()
    assert [run.started_at > clock.now() - timedelta(days=1) for run in kept] == [True]


def test_the_job_says_who_asked(session: Session) -> None:
    administrator = an_account(Role.ADMINISTRATOR, totp_secret=b"sealed")
    job([administrator.id])
    job()

    assert session.scalars(select(FindingRun.asked_by_id).order_by(FindingRun.id)).all() == [administrator.id, None]


def test_looking_changes_nothing(session: Session) -> None:
    application = an_application(stage="interview")
    before = session.execute(text("SELECT * FROM applications")).all()
    look_for_impossible()
    session.flush()

    assert session.execute(text("SELECT * FROM applications")).all() == before
    assert application.version == before[0].version


def test_at_the_command_line_what_is_found_is_an_error(app: Flask, session: Session) -> None:
    ids = plant(2)
    session.commit()

    done = app.test_cli_runner().invoke(args=["findings", "look"])

    assert done.exit_code == 1
    assert f"moved_without_trace: 2 found. {TRACELESS.means} {ids[0]} {ids[1]}" in done.output
    assert session.scalars(select(FindingRun)).one().found >= 1
