"""What guardians are sent, as it is read."""

from typing import Any

import pytest
from flask import Flask

from tests.reading_age import reading_of
from volunteers.guardians.rules import WORDINGS, ConsentState
from volunteers.guardians.rules.stages import STAGES
from volunteers.notifications.jobs.composing import compose
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind

READING_AGE = 9
TOLD = {"name": "Sam Tiller", "reference": "VPC-BCDF-GHJK", "strand": "Police Cadets"}
LINK = {"name": "Jo Tiller", "young_person": "Sam T", "token": "a-token"}


def words_of(app: Flask, kind: str, **particulars: Any) -> tuple[str, str]:
    with app.app_context():
        mail = compose(Message(kind=kind, to_address="jo@example.org", particulars=particulars, message_id="1"))
        return str(mail.subject), str(mail.body)


@pytest.mark.parametrize(
    "original", ["application_submitted", "application_moved", "application_closed", "guardian_answered"]
)
def test_a_copy_says_word_for_word_what_the_young_person_was_told(app: Flask, original: str) -> None:
    subject, told = words_of(app, original, **TOLD)
    own_subject, copy = words_of(
        app, MessageKind.GUARDIAN_COPIED, **TOLD, original=original, guardian="Jo Tiller", young_person="Sam T"
    )
    assert copy.startswith("Dear Jo Tiller")
    assert subject in copy
    assert told.strip() in copy
    assert "Sam" not in own_subject


@pytest.mark.parametrize(
    "words",
    [
        *("\n".join((each.question, each.explains)) for each in WORDINGS),
        "\n".join(f"{each.words}\n{each.asked}" for each in STAGES.values()),
        "\n".join(state.for_young_person for state in ConsentState),
    ],
)
def test_what_is_asked_and_told_can_be_read_at_nine(words: str) -> None:
    assert reading_of(words).age <= READING_AGE, reading_of(words)


def test_the_letters_can_be_read_at_nine(app: Flask) -> None:
    for kind in (MessageKind.GUARDIAN_ASKED, MessageKind.GUARDIAN_REMINDER, MessageKind.GUARDIAN_LINK):
        _, body = words_of(app, kind, **LINK)
        assert reading_of(body).age <= READING_AGE, (kind, reading_of(body))


@pytest.mark.parametrize("kind", [MessageKind.GUARDIAN_ASKED, MessageKind.GUARDIAN_REMINDER, MessageKind.GUARDIAN_LINK])
def test_a_link_is_written_out_whole_and_the_subject_names_nobody(app: Flask, kind: MessageKind) -> None:
    subject, body = words_of(app, kind, **LINK)
    assert "/guardian/a-token\n" in body
    assert "Sam" not in subject
