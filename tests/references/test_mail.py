"""What is really sent, over a real SMTP server: the link works, names nobody in the subject, and is forgotten after."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.notifications.catcher import Catcher, catching
from tests.references.builders import TOKEN, a_given_reference, a_waiting_application, an_asked_referee
from volunteers.notifications.jobs import deliver
from volunteers.notifications.models import Message
from volunteers.references import jobs, service
from volunteers.references.rules import DeclineReason, RefereeState

PERSONAL = re.compile(r"Ada|Lovelace|Grace|Hopper|@")


@pytest.fixture
def catcher(app: Flask) -> Iterator[Catcher]:
    """A mail server, and the application told where it is."""
    settings = app.extensions["mail"]
    with catching() as found:
        before, settings.port = settings.port, found.port
        yield found
        settings.port = before


def send_all(session: Session) -> list[Message]:
    messages = list(session.scalars(select(Message).order_by(Message.id)))
    deliver([message.id for message in messages])
    return messages


def test_the_link_in_the_message_opens_the_page_and_no_row_keeps_it(
    catcher: Catcher, session: Session, client: FlaskClient
) -> None:
    referee = an_asked_referee(email="grace@work.example", name="Grace Hopper")
    messages = send_all(session)
    mail = next(each for each in catcher.messages if each["To"] == "grace@work.example")
    body = mail.get_content()
    assert "Dear Grace Hopper" in body
    assert "Ada Lovelace wants to volunteer" in body
    assert "Special Constab" not in body, "no more than is needed"
    found = TOKEN.search(body)
    assert found is not None
    assert client.get(f"/reference/{found[1]}").status_code == 200
    assert [each.particulars for each in messages if each.subject == "referee"] == [{}]
    assert referee.state is RefereeState.ASKED


def test_every_message_about_referees_has_its_words_and_no_name_in_its_subject(
    catcher: Catcher, session: Session
) -> None:
    application = a_waiting_application()
    service.ask(application.id)
    a_given_reference(application)
    asked = an_asked_referee(application, relation="colleague", days_ago=30)
    jobs.remind()
    service.decline(asked.id, DeclineReason.NOT_ME)
    other = an_asked_referee(days_ago=1)
    service.decline(other.id, DeclineReason.NO_TIME)
    kinds = {message.kind for message in send_all(session)}
    assert {"reference_asked", "reference_reminder", "reference_given", "reference_overdue"} <= kinds
    assert {"referees_wanted", "referee_unreachable"} <= kinds
    assert len(catcher.messages) == len(session.scalars(select(Message)).all())
    for mail in catcher.messages:
        assert not PERSONAL.search(mail["Subject"])
        assert "{{" not in mail.get_content()


def test_an_address_the_server_refuses_is_told_to_the_applicant(catcher: Catcher, session: Session) -> None:
    referee = an_asked_referee(email="nobody@work.example")
    catcher.answers["nobody@work.example"] = "550 no such person"
    send_all(session)
    jobs.note_unreachable()
    assert referee.state is RefereeState.BOUNCED
