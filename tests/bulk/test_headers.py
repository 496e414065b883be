"""What someone types or is called never becomes a header of a message (assurance.md, T14)."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bulk.builders import cases, chosen
from tests.notifications.catcher import Catcher, catching
from tests.people.builders import a_viewer
from volunteers import clock
from volunteers.bulk import service
from volunteers.bulk.rules import Audience, MailingState, Person, refusals_of_words, written_to
from volunteers.errors import Refused
from volunteers.notifications.jobs import deliver
from volunteers.notifications.models import Message
from volunteers.permissions import Role

BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\0", "\r\n ", "\n\t",
          "\r\r\n")  # fmt: skip
ADDED = ("Bcc: all@example.org", "X-Evil: 1", "Content-Type: text/html\r\n\r\n<b>x</b>")
CORPUS = [f"News{broken}{added}" for broken in BREAKS for added in ADDED] + [
    "News\r\n\r\nA body of their own", "\r\nSubject: Another", "News%0d%0aBcc: all@example.org",
    "=?utf-8?q?x=0d=0aBcc?=",
    "News\u202eevil", "((name))\r\nBcc: all@example.org", "a" * 200 + "\r\nBcc: x@example.org",
]  # fmt: skip
# What any message of ours has, and nothing else.
EXPECTED = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"}


@pytest.fixture
def catcher(app: Flask) -> Iterator[Catcher]:
    settings = app.extensions["mail"]
    with catching() as found:
        before, settings.port = settings.port, found.port
        yield found
        settings.port = before


def test_the_corpus_is_as_large_as_was_asked_for() -> None:
    assert len(set(CORPUS)) >= 50


@pytest.mark.parametrize("typed", CORPUS, ids=[repr(each)[:40] for each in CORPUS])
def test_a_subject_of_more_than_one_line_is_refused_and_would_be_one_line(typed: str) -> None:
    letter = written_to(Person("Ada", "Lovelace", "SC-1"), typed, "Words")
    assert not any(ord(each) < 32 or each in "\x7f\x85\u2028\u2029" for each in letter.subject)
    is_plain = typed == letter.subject
    refused = {each.code for each in refusals_of_words(typed, "Words", Audience.APPLICANTS)}
    assert is_plain or refused & {"subject_lines", "long_subject"}


def test_names_and_subjects_of_the_corpus_reach_a_mail_server_without_a_header_of_their_own(
    catcher: Catcher, session: Session
) -> None:
    """The names as they might stand in old rows; and the subject forced past the form and the service."""
    by, many = a_viewer(Role.COORDINATOR), cases(len(CORPUS))
    for each, name in zip(many, CORPUS, strict=True):
        each.first_name, each.last_name, each.reference = name.replace("\0", ""), "", f"{name[:8]}{each.id}"
        each.reference = each.reference.replace("\0", "")
    session.flush()
    mailing = service.write_to_applicants(
        chosen(many, by).id, subject="To ((name))", body="Dear ((first name)), ((reference))", by=by
    )
    mailing.agreed_by_id = a_viewer(Role.COORDINATOR).account_id
    mailing.subject = "((name)) ((reference))\r\nBcc: all@example.org"
    mailing.state, mailing.held_until = MailingState.HELD, clock.now()
    session.flush()
    while service.send_batch():
        pass
    deliver(session.scalars(select(Message.id).order_by(Message.id)).all())
    assert len(catcher.messages) == len(CORPUS)
    for message in catcher.messages:
        assert set(message.keys()) == EXPECTED
        assert "all@example.org" not in str(message["To"])
        assert "\n" not in str(message["Subject"])


def test_the_service_refuses_them_whatever_the_form_let_through(session: Session) -> None:
    by, (one,) = a_viewer(Role.COORDINATOR), cases(1)
    choice = chosen([one], by)
    for typed in CORPUS[:45]:
        with pytest.raises(Refused):
            service.write_to_applicants(choice.id, subject=typed, body="Words", by=by)
