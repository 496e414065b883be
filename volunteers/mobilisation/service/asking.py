"""Asking people to come: at first, more of them, again, and those in reserve when a place comes free."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.queries.who import Person, find_people
from volunteers.mobilisation.rules import AGAIN_AFTER, Answer, Asked, Reach, kind_called_for, token_of
from volunteers.mobilisation.service.holding import hold_call
from volunteers.people.queries import digest_of
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.service.duties import add_duty
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import hint_after_commit

QUEUE, SEND = "mail", "volunteers.mobilisation.jobs.send_calls"
NEVER_CALLED = Refusal("never_called", "Nobody of this kind of volunteering is called out: choose another.")
OUT_OF_SCOPE = Refusal("out_of_scope", "You cannot ask people in one of these areas. Choose from your own.")
NOBODY = Refusal("nobody", "There is nobody to ask: look at who is left out, and ask more widely.")
NOBODY_MORE = Refusal("nobody_more", "That is nobody who was not asked already. Ask more widely.")
TOO_SOON = Refusal("too_soon", "People were asked less than 15 minutes ago. Give them a little time.")
NONE_SILENT = Refusal("none_silent", "Everyone has answered.")
NONE_FREE = Refusal("none_free", "No place is free.")
NONE_IN_RESERVE = Refusal("none_in_reserve", "Nobody is in reserve. Ask more people.")


@dataclass(frozen=True)
class Sent:
    """A call that went out, and to how many."""

    call: Call
    people: int


def ask(asked: Asked, *, key: bytes, by: Viewer) -> Sent:
    """Make the duty, and ask everyone who may be on it to come; what they are told is written by the job that sends.

    Only supervisors give places of the duty, so nobody else takes one meanwhile. Refused for a strand that is never
    called, outside the actor's strands and areas, for a duty that cannot be, and where there is nobody to ask.
    """
    if kind_called_for(get_strand(asked.strand)) is None:
        raise Refused(NEVER_CALLED)
    _judge_areas(asked.reach, asked.strand, by)
    duty = add_duty(asked.content, strand=asked.strand, publish=True, by=by)
    found = find_people(duty, asked.reach)
    if not found.people:
        raise Refused(NOBODY)
    call = Call(
        duty_id=duty.id, created_by_id=by.account_id, created_at=clock.now(), be_there_by=asked.be_there_by,
        areas=list(asked.reach.areas), furthest_miles=asked.reach.furthest_miles, asks_away=asked.reach.asks_away,
    )  # fmt: skip
    db.session.add(call)
    db.session.flush()
    _write(call, found.people, key)
    record("called_out", subject="call", subject_id=call.id, by=by.account_id, people=len(found.people))
    return Sent(call, len(found.people))


def ask_more(call_id: int, reach: Reach, *, version: int, key: bytes, by: Viewer) -> Sent:
    """Ask more widely: whoever was not asked yet and may come. Refused where that is nobody."""
    call, duty = hold_call(call_id, version=version, by=by)
    _judge_areas(reach, duty.strand, by)
    asked = db.session.scalars(select(CallRecipient.volunteer_id).where(CallRecipient.call_id == call.id)).all()
    found = find_people(duty, reach, but=set(asked))
    if not found.people:
        raise Refused(NOBODY_MORE)
    call.areas = sorted({*call.areas, *reach.areas})
    call.furthest_miles, call.asks_away = reach.furthest_miles, reach.asks_away or call.asks_away
    _write(call, found.people, key)
    record("called_out_more", subject="call", subject_id=call.id, by=by.account_id, people=len(found.people))
    return Sent(call, len(found.people))


def ask_again(call_id: int, *, version: int, by: Viewer) -> Sent:
    """Send the message once more to those who have not answered. Refused within 15 minutes of the last time."""
    call, _ = hold_call(call_id, version=version, by=by)
    now = clock.now()
    if now < max(filter(None, (call.created_at, call.asked_again_at))) + AGAIN_AFTER:
        raise Refused(TOO_SOON)
    silent = (CallRecipient.call_id == call.id, CallRecipient.answer == Answer.NONE)
    again = update(CallRecipient).where(*silent).values(mail_id=None, text_id=None, asked_at=now)
    people = len(db.session.scalars(again.returning(CallRecipient.id)).all())
    if not people:
        raise Refused(NONE_SILENT)
    call.asked_again_at = now
    hint_after_commit(QUEUE, SEND)
    record("called_out_again", subject="call", subject_id=call.id, by=by.account_id, people=people)
    return Sent(call, people)


def ask_reserve(call_id: int, *, version: int, by: Viewer) -> Sent:
    """Ask as many of those in reserve as places are free, first come first: can they still come?"""
    call, duty = hold_call(call_id, version=version, by=by)
    free = sum(post.free for post in duty.posts)
    if free < 1:
        raise Refused(NONE_FREE)
    waiting = select(CallRecipient.id).where(
        CallRecipient.call_id == call.id, CallRecipient.answer == Answer.TOO_LATE
    )  # fmt: skip
    next_ones = db.session.scalars(waiting.order_by(CallRecipient.answered_at, CallRecipient.id).limit(free)).all()
    if not next_ones:
        raise Refused(NONE_IN_RESERVE)
    db.session.execute(
        update(CallRecipient)
        .where(CallRecipient.id.in_(next_ones))
        .values(
            answer=Answer.NONE, answered_at=None, minutes=None, mail_id=None, text_id=None, asked_at=clock.now(),
            was_in_reserve=True,
        )
    )  # fmt: skip
    hint_after_commit(QUEUE, SEND)
    record("asked_reserve", subject="call", subject_id=call.id, by=by.account_id, people=len(next_ones))
    return Sent(call, len(next_ones))


def _judge_areas(reach: Reach, strand: str, by: Viewer) -> None:
    if not reach.areas or not all(by.may_in(Permission.MOBILISATION_SEND, strand, area) for area in reach.areas):
        raise Refused(OUT_OF_SCOPE)


def _write(call: Call, people: Sequence[Person], key: bytes) -> None:
    """Each with the digest of their own link, in one statement."""
    now = clock.now()
    db.session.execute(
        insert(CallRecipient),
        [
            {
                "call_id": call.id, "volunteer_id": one.volunteer_id, "asked_at": now,
                "token_digest": digest_of(token_of(call.id, one.volunteer_id, key=key)),
            }
            for one in people
        ],
    )  # fmt: skip
    hint_after_commit(QUEUE, SEND)
