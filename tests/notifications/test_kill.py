"""A worker killed in the middle of its work loses nothing, and repeats at most what it had in its hands."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, text

from config import ROOT, load_settings
from tests.conftest import settings_for
from tests.notifications.builders import a_message
from tests.notifications.catcher import catching
from volunteers.app import create_app
from volunteers.extensions import db, queue
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message, MessageState
from volunteers.unit_of_work import hint_after_commit, unit_of_work

MESSAGES = 200
KILLS = 2
PATIENCE = 60


def test_two_hundred_messages_outlive_their_workers(own_database: str, addresses: Addresses, tmp_path: Path) -> None:
    with catching(seconds=0.01) as catcher:
        environment = {**settings_for(addresses, own_database, tmp_path), "MAIL_PORT": str(catcher.port)}
        app = create_app(load_settings(environment))
        with app.app_context(), unit_of_work():
            queue("mail").empty()
            numbers = {a_message(f"{number}@example.org").message_id for number in range(MESSAGES)}

        for kill in range(1, KILLS + 1):
            with_worker(environment, tmp_path, until=lambda kill=kill: len(catcher.messages) >= 60 * kill)
            assert len(catcher.messages) < MESSAGES, "it was killed in the middle"
            let_the_lease_run_out(app)

        with_worker(environment, tmp_path, until=lambda: states(app) == {MessageState.SENT: MESSAGES})

        received = Counter(str(message["Message-ID"]) for message in catcher.messages)
        assert set(received) == {f"<{number}@localhost>" for number in numbers}, "none is lost, none is invented"
        assert sum(received.values()) - MESSAGES <= KILLS, "only what a killed worker had in its hands came twice"
        with app.app_context():
            db.engine.dispose()


def with_worker(environment: dict[str, str], folder: Path, *, until: Callable[[], bool]) -> None:
    """Run the worker of the mail queue as it ships until something is so, then kill it where it stands."""
    command = [sys.executable, "-m", "volunteers.worker", "mail"]
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log)
        try:
            give_up_at = time.monotonic() + PATIENCE
            while not until():
                assert worker.poll() is None, (folder / "worker.log").read_text()
                assert time.monotonic() < give_up_at, (folder / "worker.log").read_text()
                time.sleep(0.05)
        finally:
            worker.kill()
            worker.wait()


def let_the_lease_run_out(app: Flask) -> None:
    """What five minutes and a sweep do: a claimed message is due again, and what is due is queued."""
    with app.app_context(), unit_of_work() as session:
        session.execute(text("UPDATE messages SET due_at = due_at - interval '5 minutes' WHERE state = 'claimed'"))
        hint_after_commit("mail", "volunteers.notifications.jobs.sweep")


def states(app: Flask) -> dict[MessageState, int]:
    with app.app_context():
        counted = db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
        db.session.remove()
    return {row[0]: row[1] for row in counted}
