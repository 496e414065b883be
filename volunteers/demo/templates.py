"""The force's own words for some messages, and what applicants were sent, in the demonstration."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.applications.queries import strand_of
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.notifications.models import Message, MessageState, MessageTemplate
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules import MessageKind
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY.value
CADETS = StrandCode.CADETS.value
MOVED, SUBMITTED = MessageKind.APPLICATION_MOVED.value, MessageKind.APPLICATION_SUBMITTED.value
MOST = 120
FIRST_TRY = """Dear ((name))

Your application to be a Special has moved on, ((reference)).

Sign in to see what happens next:
((link))

((force))"""
BETTER = """Hello ((name))

Good news: your application to be a Special Constable has moved on.

See what happens next, and what we ask of you:
((link))

If you have a question, answer this e-mail. Please say your number, ((reference)).

Your Specials team
((force))"""
TEXT = "Your application to be a Special Constable has moved on. See what happens next: ((link)) ((force))"
FOR_CADETS = """Hello ((name))

Thank you for asking to join the Police Cadets. We have your form, and your number is ((reference)).

Next we ask your parent or guardian whether they agree. You can see how far it has come here:
((link))

((force))"""
CANCELLED = """Please do not come: this duty is called off.

((title))
((when))

((reason??Why it is off: it was decided by the duty office.))

Other duties you can do:
((link))

((force))"""
# Who wrote what and how many days ago, oldest first.
WRITTEN = (
    ("administrator", MOVED, SPECIALS, 1, 60, "News about your application ((reference))", FIRST_TRY, TEXT),
    ("second_administrator", SUBMITTED, CADETS, 1, 45, "We have your form, ((name))", FOR_CADETS, None),
    ("administrator", MOVED, SPECIALS, 2, 21, "Your application has moved on", BETTER, TEXT),
    ("administrator", "duty_cancelled", None, 1, 12, "Called off: ((title))", CANCELLED, None),
)


def add_templates(scene: Scene) -> None:
    """Specials and cadets are written to in words of their own; one of them was bettered since."""
    for who, kind, strand, number, days, subject, body, text in WRITTEN:
        at, by = clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=11), scene.staff[who]
        row = scene.sheets.add(
            MessageTemplate, kind=kind, strand=strand, number=number, subject=subject, body=body, text=text,
            written_by_id=by, written_by=BY_KEY[who].name, written_at=at, is_withdrawn=False,
        )  # fmt: skip
        scene.note(
            at, "message_words_written", "message_template", row, by=by, kind=kind, strand=strand, number=number
        )  # fmt: skip


def add_letters(scene: Scene) -> None:
    """The latest of those under way were told that their form came in and, where it did, that it moved on."""
    wanted = select(Application).where(OPEN, Application.submitted_at.is_not(None))
    for application in db.session.scalars(wanted.order_by(Application.id.desc()).limit(MOST)):
        at = application.submitted_at
        if at is None or not application.account.has_mail:
            continue
        _send(application, SUBMITTED, at)
        if application.stage != strand_of(application).pipeline.submitted.code:
            _send(application, MOVED, application.stage_since)


def _send(application: Application, kind: str, at: datetime) -> None:
    message = Message(
        kind=kind, to_address=application.account.email, account_id=application.account_id, subject="application",
        subject_id=application.id, strand=application.strand, state=MessageState.SENT, attempts=1, created_at=at,
        due_at=at, sent_at=at + timedelta(seconds=4),
        particulars={
            "name": application.name, "reference": application.reference, "strand": strand_of(application).name,
        },
    )  # fmt: skip
    words = words_of(message, current_app.jinja_env, current_app.config["SERVICE"])
    message.sent_subject, message.sent_body = words.subject, words.body
    db.session.add(message)
