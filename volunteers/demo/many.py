"""What was done with many at once in the demonstration: a bulk move, a mailing that was sent, and one that waits."""

from datetime import datetime, timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk.models import BulkMove, BulkMoveLine, Mailing, MailingReceiver
from volunteers.bulk.queries import Wish, volunteers_wished
from volunteers.bulk.queries.receivers import Found, once_each
from volunteers.bulk.rules import (
    HOLD,
    Act,
    Audience,
    LineState,
    MailingState,
    Person,
    as_stored,
    takes_second,
    written_to,
)
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.rules import MessageKind
from volunteers.onboarding.service.standing import stand_anew
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
MOVED = StrandCode.NEIGHBOURHOOD_WATCH
MOST_MOVED, MOST_WRITTEN_TO = 8, 80
NOT_PASSED = Refusal("sift_missing", "Online sift has not been passed yet.", "the coordinator")
SENT = (
    "Changes to the car park at Bridewell",
    "Dear ((first name))\n\nThe car park at Bridewell is closed from Monday for two weeks. Please use the one in "
    "Nelson Street, and allow ten minutes more.\n\nThank you for your time.",
)
WAITING = (
    "Summer fairs: can you help?",
    "Dear ((first name))\n\nThere are twelve fairs this summer at which we meet the public. If you can spend a "
    "Saturday with us, put yourself down in your list of duties.\n\nThank you.",
)


def add_many(scene: Scene) -> None:
    """The applications and volunteers are written, and what else was done with them."""
    _move(scene)
    first, second = scene.staff["coordinator"], scene.staff["second_coordinator"]
    moment = clock.start_of_day(scene.today) + timedelta(hours=9)
    sent = _mailing(scene, first, SENT, moment - timedelta(days=20), area="bristol")
    _send(sent, second)
    waiting = _mailing(scene, second, WAITING, moment - timedelta(days=1))
    waiting.state, waiting.asked_at = MailingState.WAITS, waiting.made_at + timedelta(minutes=12)
    db.session.flush()


def _move(scene: Scene) -> None:
    """Some of those whose form was to be reviewed went on together three days ago; two others could not."""
    at = clock.start_of_day(scene.today - timedelta(days=3)) + timedelta(hours=14, minutes=5)
    by, minutes = scene.staff["coordinator"], current_force().numbers.bulk_undo_minutes
    until = at + timedelta(minutes=minutes)
    move = BulkMove(
        act=Act.NEXT, by_id=by, planned_at=at - timedelta(minutes=2), done_at=at, undo_until=until, followed_up_at=until
    )
    db.session.add(move)
    db.session.flush()
    pipeline = get_strand(MOVED).pipeline
    first, second = pipeline.submitted, pipeline.stage(pipeline.submitted.moves[0])
    for application in _standing(MOVED, first.code, at)[::2][:MOST_MOVED]:
        change = application.move_to(second, by=by, at=at)
        db.session.flush()
        stand_anew(application, on=scene.today)
        _line(move, application.id, first.code, LineState.DONE, to_stage=second.code, change_id=change.id)
    for application in _standing(SPECIALS, "sift", at)[:2]:
        _line(move, application.id, "sift", LineState.REFUSED, why=as_stored([NOT_PASSED]))
    db.session.flush()


def _line(move: BulkMove, application_id: int, stage: str, state: LineState, **more: object) -> None:
    db.session.add(BulkMoveLine(move_id=move.id, application_id=application_id, from_stage=stage, state=state, **more))


def _standing(strand: str, stage: str, before: datetime) -> list[Application]:
    """Those at a stage since before then, the newest first."""
    wanted = select(Application).where(
        Application.strand == strand, Application.stage == stage, Application.stage_since < before
    )
    return list(db.session.scalars(wanted.order_by(Application.id.desc())))


def _mailing(scene: Scene, author: int, words: tuple[str, str], at: datetime, *, area: str | None = None) -> Mailing:
    """A draft to Specials who serve, of one area or of all."""
    persona = BY_KEY["coordinator"]
    viewer = Viewer(scene.staff["coordinator"], persona.name, frozenset(persona.grants))
    found = once_each(volunteers_wished(Wish(strand=SPECIALS, area=area), viewer))[:MOST_WRITTEN_TO]
    where = current_force().area(area).name if area else "all areas"
    mailing = Mailing(
        audience=Audience.VOLUNTEERS, is_for_cadets=False, chosen=f"Volunteers: Special Constabulary, {where}",
        subject=words[0], body=words[1], receivers=len(found), state=MailingState.DRAFT, author_id=author, made_at=at,
    )  # fmt: skip
    db.session.add(mailing)
    db.session.flush()
    for each in found:
        db.session.add(_receiver(mailing, each))
    db.session.flush()
    return mailing


def _receiver(mailing: Mailing, found: Found) -> MailingReceiver:
    return MailingReceiver(
        mailing_id=mailing.id, account_id=found.account_id, volunteer_id=found.volunteer_id,
        first_name=found.first_name, last_name=found.last_name, reference="", strand=found.strand, area=found.area,
    )  # fmt: skip


def _send(mailing: Mailing, second: int) -> None:
    """As it went out after its hold, agreed to where it takes two."""
    if takes_second(mailing.receivers):
        mailing.asked_at = mailing.made_at + timedelta(minutes=4)
        mailing.agreed_by_id, mailing.agreed_at = second, mailing.made_at + timedelta(minutes=40)
    mailing.held_until = (mailing.agreed_at or mailing.made_at) + HOLD
    mailing.finished_at = mailing.held_until + timedelta(minutes=1)
    mailing.state = MailingState.SENT
    receivers = db.session.scalars(
        select(MailingReceiver).where(MailingReceiver.mailing_id == mailing.id).order_by(MailingReceiver.id)
    )
    contact = current_force().contact(SPECIALS)
    for receiver in receivers:
        address = db.session.get_one(Account, receiver.account_id).email
        letter = written_to(Person(receiver.first_name, receiver.last_name, ""), mailing.subject, mailing.body)
        message = Message(
            kind=MessageKind.MAILING.value, to_address=address, account_id=receiver.account_id, subject="volunteer",
            subject_id=receiver.volunteer_id, strand=receiver.strand, state=MessageState.SENT, attempts=1,
            particulars={"title": letter.subject, "text": letter.body, "contact": contact},
            created_at=mailing.held_until, due_at=mailing.held_until, sent_at=mailing.finished_at,
        )  # fmt: skip
        db.session.add(message)
        db.session.flush()
        receiver.message_id = message.id
