"""Mail that came back: what mail systems write of it is read, and noted on the message once."""

from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.notifications.builders import a_message
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules.bounces import Bounce, read_bounce
from volunteers.notifications.service import claim, mark_sent
from volunteers.notifications.service.reaching import note_returned

NUMBER = "0123456789abcdef0123456789abcdef"
NO_MAILBOX = Bounce(NUMBER, "There is no such mailbox. (5.1.1)")


def a_bounce(
    *, message_id: str = NUMBER, action: str = "failed", status: str = "5.1.1", headers_only: bool = False
) -> bytes:
    """A delivery status notification as RFC 3464 has it: words, fields for machines, and what came back."""
    report = MIMEMultipart("report", **{"report-type": "delivery-status"})
    report["From"], report["To"] = "MAILER-DAEMON@mail.example", "volunteers@force.example"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report.attach(MIMEText("I'm sorry to have to inform you that your message could not be delivered."))
    fields = MIMEBase("message", "delivery-status")
    of_mail, of_receiver = EmailMessage(), EmailMessage()
    of_mail["Reporting-MTA"] = "dns; mail.example"
    of_receiver["Final-Recipient"] = "rfc822; jo@example.org"
    of_receiver["Action"], of_receiver["Status"] = action, status
    fields.set_payload([of_mail, of_receiver])
    report.attach(fields)
    returned = EmailMessage()
    returned["Message-ID"], returned["Subject"] = f"<{message_id}@volunteers.example>", "News"
    returned.set_content("the words")
    if headers_only:
        headers = MIMEText(f"Message-ID: <{message_id}@volunteers.example>\nSubject: News\n", "rfc822-headers")
        report.attach(headers)
    else:
        report.attach(MIMEMessage(returned))
    return report.as_bytes()


@pytest.mark.parametrize(
    ("mail", "found"),
    [
        (a_bounce(), NO_MAILBOX),
        (a_bounce(headers_only=True), NO_MAILBOX),
        (a_bounce(status="5.2.2"), Bounce(NUMBER, "The mailbox is full or closed. (5.2.2)")),
        (a_bounce(status="5.9.9"), Bounce(NUMBER, "The mail came back. (5.9.9)")),
        (a_bounce(action="delayed", status="4.4.1"), None),
        (a_bounce(action="delivered", status="2.0.0"), None),
        (b"Subject: Out of office\n\nI am away until Monday.", None),
        (b"", None),
        (b"\x00\xff" * 500, None),
        (b"Content-Type: multipart/report; boundary=x\n\n--x\n\n--x--", None),
    ],
)
def test_only_a_final_failure_of_a_message_counts(mail: bytes, found: Bounce | None) -> None:
    assert read_bounce(mail) == found


@pytest.fixture
def sent(session: Session) -> Message:
    """A message that a mail server took."""
    message = a_message()
    claim(message.id)
    mark_sent(message)
    return message


def test_it_is_noted_on_the_message_it_is_about_once(session: Session, sent: Message) -> None:
    assert note_returned(sent.message_id, why="There is no such mailbox. (5.1.1)")
    session.flush()
    session.refresh(sent)
    assert (sent.state, sent.failure) == (MessageState.RETURNED, "There is no such mailbox. (5.1.1)")
    assert not note_returned(sent.message_id, why="Something else")
    assert not note_returned("f" * 32, why="Of no message")
    assert sent.failure == "There is no such mailbox. (5.1.1)"


def test_the_command_ends_well_whatever_it_is_given(app: Flask, session: Session, sent: Message) -> None:
    runner = app.test_cli_runner()
    for mail, said in (
        (a_bounce(message_id=sent.message_id), "Noted: There is no such mailbox. (5.1.1)"),
        (a_bounce(message_id=sent.message_id), "No message that is under way has that name."),
        (b"Subject: Thank you\n\nHello", "This mail says of no message that it came back."),
    ):
        answer = runner.invoke(args=["bounces", "take"], input=mail)
        assert (answer.exit_code, answer.output.strip()) == (0, said)
