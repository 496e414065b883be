"""Sending, over a real SMTP server: one connection, every refusal, and silence."""

import logging
import socket
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_mail import Message as Mail
from sqlalchemy.orm import Session

from tests.notifications.builders import a_message
from tests.notifications.catcher import Catcher, catching
from volunteers.extensions import queue
from volunteers.notifications import jobs, service
from volunteers.notifications.jobs.connection import PatientConnection
from volunteers.notifications.models import MessageState
from volunteers.notifications.rules import MessageKind


@pytest.fixture
def catcher(app: Flask) -> Iterator[Catcher]:
    """A mail server, and the application told where it is."""
    settings = app.extensions["mail"]
    with catching() as found:
        before, settings.port = settings.port, found.port
        yield found
        settings.port = before


def test_a_batch_goes_over_one_connection(catcher: Catcher, session: Session) -> None:
    messages = [a_message(f"{number}@example.org") for number in range(5)]
    jobs.deliver([message.id for message in messages])
    assert catcher.addresses == [f"{number}@example.org" for number in range(5)]
    assert len(catcher.connections) == 1
    assert {message.state for message in messages} == {MessageState.SENT}


def test_a_message_says_what_its_kind_says_and_keeps_its_number(catcher: Catcher, session: Session) -> None:
    message = a_message()
    number = message.message_id
    jobs.deliver([message.id])
    sent = catcher.messages[0]
    assert sent["Subject"] == "Signing in to Volunteers"
    assert sent["From"] == "volunteers@force.example"
    assert sent["Message-ID"] == f"<{number}@localhost>"
    assert "123456" in sent.get_content()
    assert "123456" not in sent["Subject"]


@pytest.mark.parametrize(
    ("way", "words"), [("staff", "http://localhost/staff/sign-in"), ("closed", "Its account is closed")]
)
def test_whoever_may_not_use_a_code_reads_why(catcher: Catcher, session: Session, way: str, words: str) -> None:
    message = service.notify(MessageKind.SIGN_IN_CODE_REQUESTED, to="jo@example.org", way=way, code="")
    jobs.deliver([message.id])
    assert words in catcher.messages[0].get_content()


A_TOKEN = "a-token_9" * 9


@pytest.mark.parametrize("token", [A_TOKEN, "x\r\nX-Evil: 1", "x\nBcc: all@example.org", "x>,<http://evil.example"])
def test_a_message_that_can_be_stopped_says_so_in_headers_we_expect_and_no_other(
    catcher: Catcher, session: Session, token: str
) -> None:
    to_stop = service.notify(
        MessageKind.INTEREST_REGISTERED, to="jo@example.org", what="Siân’s cadets", months=6, token=token
    )
    jobs.deliver([to_stop.id, a_message("mo@example.org").id])
    stoppable, plain = catcher.messages
    added = {"List-Unsubscribe", "List-Unsubscribe-Post"} if token == A_TOKEN else set()
    assert set(stoppable.keys()) - set(plain.keys()) == added
    if added:
        raw = dict(stoppable.raw_items())
        assert raw["List-Unsubscribe"] == f"<http://localhost/opportunities/interest/remove/{token}>"
        assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert to_stop.particulars == {}, "a link that removes someone is not kept once it was sent"


def test_the_same_job_twice_sends_once(catcher: Catcher, session: Session) -> None:
    message = a_message()
    jobs.deliver([message.id, message.id])
    jobs.deliver([message.id])
    assert len(catcher.messages) == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("451 later", MessageState.PENDING), ("550 no such person", MessageState.GIVEN_UP)]
)
def test_one_that_is_refused_does_not_stop_the_others(
    catcher: Catcher, session: Session, answer: str, state: MessageState
) -> None:
    catcher.answers["refused@example.org"] = answer
    messages = [a_message(f"{name}@example.org") for name in ("first", "refused", "last")]
    jobs.deliver([message.id for message in messages])
    assert catcher.addresses == ["first@example.org", "last@example.org"]
    assert [message.state for message in messages] == [MessageState.SENT, state, MessageState.SENT]
    assert messages[1].failure is not None
    assert answer[:3] in messages[1].failure


def test_without_a_mail_server_it_waits(app: Flask, session: Session) -> None:
    message = a_message()
    jobs.deliver([message.id])
    assert (message.state, message.failure) == (MessageState.PENDING, "ConnectionRefusedError")


def test_a_silent_server_does_not_hold_a_worker(app: Flask, session: Session) -> None:
    settings = app.extensions["mail"]
    before = settings.port
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.port = silent.getsockname()[1]
        connection = PatientConnection(settings, connect_seconds=0.3, read_seconds=0.3)
        answer = connection.try_to_send(Mail(subject="s", recipients=["jo@example.org"], body="b"))
        settings.port = before
    assert answer == ("SMTPServerDisconnected", False)


def test_an_address_that_would_add_a_header_is_given_up(catcher: Catcher, session: Session) -> None:
    message = a_message("jo@example.org\r\nBcc: all@example.org")
    jobs.deliver([message.id])
    assert message.state is MessageState.GIVEN_UP
    assert catcher.messages == []


def test_words_that_cannot_be_written_hold_up_no_other(
    catcher: Catcher, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    broken, good = service.notify(MessageKind.SIGN_IN_CODE_REQUESTED, to="jo@example.org"), a_message()
    jobs.deliver([broken.id, good.id])
    assert (broken.state, good.state) == (MessageState.PENDING, MessageState.SENT)
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()


def test_the_sweep_queues_what_is_due_in_batches(session: Session) -> None:
    waiting = queue("mail")
    waiting.empty()
    ids = [a_message(f"{number}@example.org").id for number in range(jobs.BATCH + 2)]
    service.claim(ids[0])
    jobs.sweep()
    assert [list(job.args) for job in waiting.jobs] == [[ids[1 : jobs.BATCH + 1]], [ids[jobs.BATCH + 1 :]]]
    waiting.empty()
