"""Three schedulers in the same moment, on a database whose commits are real."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from config import load_settings
from tests.conftest import settings_for
from tests.people.builders import SPECIALS, a_viewer, a_volunteer
from volunteers import clock
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.people import jobs
from volunteers.people.models import LapseWarning
from volunteers.people.rules import Holding
from volunteers.permissions import Role
from volunteers.unit_of_work import unit_of_work


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def test_two_schedulers_at_once_send_each_warning_once(app: Flask) -> None:
    with app.app_context(), unit_of_work():
        for left in (7, 30, 60):
            today = clock.today()
            a_volunteer(clearances=[Holding("medical", today - timedelta(days=9), today + timedelta(days=left))])
        by = a_viewer(Role.COORDINATOR, SPECIALS).account_id
    start = Barrier(3)

    def run() -> None:
        with app.app_context():
            start.wait()
            jobs.warn_of_lapses()

    with ThreadPoolExecutor(3) as pool:
        for each in [pool.submit(run) for _ in range(3)]:
            each.result()
    with app.app_context():
        assert sorted(db.session.scalars(select(LapseWarning.days))) == [7, 30, 60]
        kinds = list(db.session.scalars(select(Message.kind).where(Message.kind == "holding_runs_out")))
        assert len(kinds) == 3
        told = select(Message.id).where(Message.kind == "running_out", Message.account_id == by)
        assert len(db.session.scalars(told).all()) == 1
        assert find_first_broken() is None
