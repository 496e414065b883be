"""A force of any size for benches: as large as asked for, and possible under the rules."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.demo.judging import impossible_moves, impossible_sign_ups, sign_ups_from
from volunteers.applications.models import Application, StageChange
from volunteers.demo.bulk import fill
from volunteers.demo.scales import SCALES, Scale
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Attendance, Duty

TODAY = date(2026, 6, 15)
SCALE = Scale(volunteers=40, duties=12, attendances=60, applications=50, changes=517)
PERSONAS_WHO_APPLY, THEIR_CHANGES = 5, 4 + 7 + 1 + 3


def _fill(app: Flask, session: Session, number: int) -> None:
    settings = app.config["SETTINGS"]
    fill(session, SCALE, seed=number, today=TODAY, force=app.config["FORCE"], sealing_key=settings.sealing_key)


@pytest.fixture
def filled(app: Flask, session: Session) -> Iterator[Session]:
    """A bulk force in an empty database; undone when the test ends."""
    _fill(app, session, 1)
    yield session
    session.info.clear()


def test_there_is_as_much_as_asked_for(filled: Session) -> None:
    counts = {model: filled.scalar(select(func.count(model.id))) or 0 for model in (Volunteer, Attendance, StageChange)}
    assert counts == {Volunteer: 40, Attendance: 60, StageChange: 517 + THEIR_CHANGES}
    assert filled.scalar(select(func.count(Application.id))) == 50 + PERSONAS_WHO_APPLY
    assert filled.scalar(select(func.count(Duty.id)).where(func.date(Duty.starts_at) > TODAY)) == 12


def test_it_keeps_the_rules(filled: Session) -> None:
    assert impossible_moves() == []
    assert impossible_sign_ups(sign_ups_from(TODAY)) == []


def test_a_second_one_is_added_to_the_first(app: Flask, filled: Session) -> None:
    _fill(app, filled, 2)
    assert filled.scalar(select(func.count(Volunteer.id))) == 80
    assert filled.scalar(select(func.count(Application.id))) == 100 + PERSONAS_WHO_APPLY


def test_the_scales_are_those_the_goals_speak_of() -> None:
    sizes = {name: (scale.volunteers, scale.duties, scale.attendances) for name, scale in SCALES.items()}
    assert sizes == {"small": (200, 100, 800), "force": (5_000, 2_000, 20_000), "large": (5_000, 2_000, 20_000)}
    assert (SCALES["large"].applications, SCALES["large"].changes) == (100_000, 1_000_000)


def test_too_few_changes_are_refused(app: Flask, session: Session) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "bulk", "--applications", "10", "--changes", "5"])
    assert result.exit_code == 1
    assert "2 stage changes at least" in result.output
    assert db.session.scalar(select(func.count(Application.id))) == 0
