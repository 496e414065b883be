"""In a world that nothing was planted in, nothing is found: the demonstration, and an empty database."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.demo.conftest import seeded  # noqa: F401 - a fixture
from volunteers.extensions import db
from volunteers.integrity.queries import STATES
from volunteers.integrity.service import look_for_impossible


@pytest.fixture
def on_its_day() -> Iterator[None]:
    """The noon of the day that the demonstration was made for: what is promised for later is not broken yet."""
    with time_machine.travel(datetime(2023, 3, 31, 11, 0, tzinfo=UTC)):
        yield


def test_in_an_empty_database_nothing_is_found(session: Session) -> None:
    run = look_for_impossible()

    assert (run.looked_for, run.found, run.failed) == (len(STATES), 0, 0)


@pytest.mark.usefixtures("seeded", "on_its_day")
def test_in_the_demonstration_nothing_is_found() -> None:
    run = look_for_impossible()
    found = {each.code: (each.count, each.failure, each.ids[:5]) for each in run.findings if each.count != 0}
    db.session.rollback()

    assert found == {}
    assert run.looked_for >= 20


@pytest.mark.usefixtures("on_its_day")
def test_it_says_so_at_the_command_line(seeded: Flask) -> None:  # noqa: F811 - the fixture
    done = seeded.test_cli_runner().invoke(args=["findings", "look"])

    assert done.exit_code == 0, done.output
    assert f"Looked for {len(STATES)} impossible states, and found none." in done.output
