"""A bulk move and someone else in the same moment, on a database whose commits are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from config import load_settings
from tests.bulk.builders import a_mailing, a_plan, cases
from tests.conftest import settings_for
from tests.onboarding.builders import a_check, a_coordinator
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application, StageChange
from volunteers.bulk import service
from volunteers.bulk.models import BulkMoveLine, Mailing, MailingReceiver
from volunteers.bulk.rules import LineState, MailingState
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.local.servers import Addresses
from volunteers.notifications.models import Message
from volunteers.onboarding.service import move
from volunteers.permissions import Viewer
from volunteers.unit_of_work import unit_of_work

ROUNDS = 4
Do = Callable[[], object]


@pytest.fixture
def app(addresses: Addresses, own_database: str, tmp_path: Path) -> Iterator[Flask]:
    made = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    yield made
    with made.app_context():
        db.engine.dispose()


def at_once(app: Flask, *acts: Do) -> list[str]:
    """Everyone acts in the same moment; how it ended for each."""
    start = Barrier(len(acts))

    def act(do: Do) -> str:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    do()
            except Refused as refused:
                return refused.refusals[0].code
            return "done"

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(act, acts))


def stages_and_ways(ids: list[int]) -> None:
    """Each stands where its last change says, and each change begins where the one before ended."""
    for number in ids:
        application = db.session.get_one(Application, number)
        changes = db.session.scalars(
            select(StageChange).where(StageChange.application_id == number).order_by(StageChange.id)
        ).all()
        assert application.stage == changes[-1].to_stage
        assert all(one.to_stage == two.from_stage for one, two in pairwise(changes))


def prepared(app: Flask) -> tuple[int, list[int], Viewer, Viewer]:
    with app.app_context(), unit_of_work():
        by, other, many = a_coordinator(), a_coordinator(), cases(5)
        a_check(many[0], "sift")
        return a_plan(many, by).id, [each.id for each in many], by, other


def test_moving_many_and_one_of_them_moves_each_once(app: Flask) -> None:
    for _ in range(ROUNDS):
        plan, ids, by, other = prepared(app)
        ended = at_once(
            app,
            lambda: service.carry_out(plan, reason=None, by=by),  # noqa: B023
            lambda: move(ids[2], "sift", seen_stage="submitted", reason=None, by=other),  # noqa: B023
        )
        assert ended[0] == "done"
        with app.app_context():
            stages_and_ways(ids)
            line = db.session.get_one(BulkMoveLine, (plan, ids[2]))
            assert line.state is (LineState.DONE if ended[1] != "done" else LineState.REFUSED)
            told = db.session.scalars(select(Message).where(Message.subject_id == ids[2])).all()
            assert len(told) == 1


def test_undoing_and_moving_one_on_at_once_never_crosses(app: Flask) -> None:
    for _ in range(ROUNDS):
        plan, ids, by, other = prepared(app)
        assert at_once(app, lambda: service.carry_out(plan, reason=None, by=by)) == ["done"]  # noqa: B023
        ended = at_once(
            app,
            lambda: service.undo(plan, by=by),  # noqa: B023
            lambda: move(ids[0], "interview", seen_stage="sift", reason=None, by=other),  # noqa: B023
        )
        assert ended[0] == "done"
        with app.app_context():
            stages_and_ways(ids)
            stage = db.session.get_one(Application, ids[0]).stage
            line = db.session.get_one(BulkMoveLine, (plan, ids[0]))
            expected = ("interview", LineState.LEFT) if ended[1] == "done" else ("submitted", LineState.UNDONE)
            assert (stage, line.state) == expected
    with app.app_context():
        assert find_first_broken() is None


def test_pressed_twice_at_once_it_is_done_once(app: Flask) -> None:
    plan, ids, by, _ = prepared(app)
    press = [lambda: service.carry_out(plan, reason=None, by=by)] * 2
    assert sorted(at_once(app, *press)) == ["done", "done_already"]
    with app.app_context():
        stages_and_ways(ids)
        assert len(db.session.scalars(select(Message)).all()) == len(ids)


def test_stopping_a_mailing_at_the_very_end_of_its_hold_sends_all_or_nothing(app: Flask) -> None:
    for _ in range(ROUNDS):
        with app.app_context(), unit_of_work():
            by = a_coordinator()
            mailing = a_mailing(3, by=by)
            service.send(mailing.id, by=by)
            mailing.held_until = clock.now()
            number = mailing.id
        ended = at_once(
            app,
            lambda: service.stop(number, by=by),  # noqa: B023
            service.send_batch,
            service.send_batch,
        )
        with app.app_context():
            state = db.session.get_one(Mailing, number).state
            sent = db.session.scalars(
                select(MailingReceiver.message_id).where(
                    MailingReceiver.mailing_id == number, MailingReceiver.message_id.is_not(None)
                )
            ).all()
            assert (state, len(sent)) == ((MailingState.STOPPED, 0) if ended[0] == "done" else (MailingState.SENT, 3))
            assert len(set(sent)) == len(sent)
