"""The outbox: a row is claimed once, leased, tried again, and ended."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import load_settings
from tests.conftest import settings_for
from tests.notifications.builders import a_message
from volunteers import clock
from volunteers.app import create_app
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.notifications import queries, service
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules import LEASE, MessageKind
from volunteers.unit_of_work import unit_of_work


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=False)


def test_a_message_waits_as_a_row_of_its_own(session: Session) -> None:
    message, other = a_message(subject=("application", 7)), a_message()
    assert message.state is MessageState.PENDING
    assert message.message_id != other.message_id
    assert list(queries.list_due()) == [message.id, other.id]
    assert [found.id for found in queries.list_about("application", 7)] == [message.id]


def test_it_is_claimed_once_until_its_lease_runs_out(session: Session) -> None:
    message, now = a_message(), clock.now()
    with at(now):
        assert service.claim(message.id) is message
        assert (message.state, message.attempts) == (MessageState.CLAIMED, 1)
        assert service.claim(message.id) is None
        assert list(queries.list_due()) == []
    with at(now + LEASE - timedelta(seconds=1)):
        assert service.claim(message.id) is None
    with at(now + LEASE):
        assert list(queries.list_due()) == [message.id]
        assert service.claim(message.id) is message
        assert message.attempts == 2


def test_two_workers_never_claim_the_same_message(own_database: str, addresses: Addresses, tmp_path: Path) -> None:
    app = create_app(load_settings(settings_for(addresses, own_database, tmp_path)))
    with app.app_context(), unit_of_work():
        ids = [a_message(f"{number}@example.org").id for number in range(20)]
    claimed: list[int] = []
    together = threading.Barrier(4)

    def work() -> None:
        with app.app_context():
            together.wait()
            for message_id in ids:
                with unit_of_work():
                    mine = service.claim(message_id)
                claimed.extend([message_id] if mine else [])
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(claimed) == ids
    with app.app_context():
        db.engine.dispose()


def test_old_news_ends_as_expired_and_its_secret_is_gone(session: Session) -> None:
    message = a_message(expires_at=clock.now() + timedelta(minutes=15))
    with at(clock.now() + timedelta(minutes=15)):
        assert service.claim(message.id) is None
    assert (message.state, message.particulars) == (MessageState.EXPIRED, {})
    assert list(queries.list_due()) == []


def test_what_was_sent_is_never_due_again(session: Session) -> None:
    message = a_message()
    service.claim(message.id)
    service.mark_sent(message)
    assert message.sent_at is not None
    with at(clock.now() + timedelta(days=2)):
        assert list(queries.list_due()) == []
        assert service.claim(message.id) is None


def test_what_only_a_code_said_is_forgotten_once_sent(session: Session) -> None:
    code = a_message()
    other = service.notify(MessageKind.APPLICATION_SUBMITTED, to="jo@example.org", reference="SC-1")
    for message in (code, other):
        service.claim(message.id)
        service.mark_sent(message)
    assert code.particulars == {}
    assert other.particulars == {"reference": "SC-1"}


def test_a_failure_waits_a_minute_and_says_why(session: Session) -> None:
    message, now = a_message(), clock.now()
    with at(now):
        service.claim(message.id)
        service.mark_failed(message, failure="451 later", permanent=False)
    assert (message.state, message.failure) == (MessageState.PENDING, "451 later")
    assert message.due_at == now + timedelta(minutes=1)
    assert message.particulars, "it is still to be sent"


@pytest.mark.parametrize(("permanent", "hours"), [(True, 0), (False, 24)])
def test_it_is_given_up_when_that_is_final(session: Session, permanent: bool, hours: int) -> None:
    message = a_message()
    with at(clock.now() + timedelta(hours=hours)):
        service.claim(message.id)
        service.mark_failed(message, failure="550 no such person", permanent=permanent)
    assert message.state is MessageState.GIVEN_UP
    assert message.particulars == {}
    with at(clock.now() + timedelta(days=3)):
        assert list(queries.list_due()) == []


def test_nothing_is_sent_of_what_was_not_done(session: Session) -> None:
    def change_and_fail() -> None:
        with unit_of_work():
            a_message()
            raise Refused(())

    with pytest.raises(Refused):
        change_and_fail()
    assert session.scalars(select(Message)).all() == []
