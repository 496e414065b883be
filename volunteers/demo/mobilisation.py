"""Two calls of the demonstration: one of some days ago with every kind of answer, and one for today that is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.rules import ANSWERS, Answer, CallState
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account, GradePeriod, ServicePeriod, Volunteer
from volunteers.people.queries import digest_of
from volunteers.rosters.models import Duty, DutyState, Giving, Post, SignUp, SignUpState
from volunteers.strands.rules import StrandCode

SPECIALS, AREA = StrandCode.SPECIAL_CONSTABULARY, "bristol"
MOST_ASKED = 40


@dataclass(frozen=True)
class Story:
    """What happened: when it was, how many hours before they were asked, and how many were wanted."""

    title: str
    known: str
    days: int
    starts: int
    hours_before: float
    places: int


STORIES = (
    Story("Search for a missing person", "Along the Avon. Bring warm clothes and a torch.", -5, 19, 2, 8),
    Story("Water on the roads", "Closing roads and checking on people. Bring wet weather kit.", 0, 15, 7, 5),
)


def add_calls(scene: Scene) -> None:
    """None of them is open: one that is would be over by the time anyone looks."""
    chance = scene.chance("mobilisation")
    for story in STORIES:
        _happen(scene, story, chance)
    db.session.flush()


def _happen(scene: Scene, story: Story, chance: Random) -> None:
    starts = clock.start_of_day(scene.today + timedelta(days=story.days)) + timedelta(hours=story.starts)
    asked_at, people = starts - timedelta(hours=story.hours_before), _who(starts)
    if len(people) <= story.places:
        return
    duty = _duty(scene, story, starts, asked_at)
    call = Call(
        duty_id=duty.id, areas=[AREA], furthest_miles=None, asks_away=False, be_there_by=starts, version=2,
        state=CallState.CLOSED, created_by_id=duty.created_by_id, created_at=asked_at, asked_again_at=None,
        ended_at=asked_at + timedelta(hours=1),
    )  # fmt: skip
    db.session.add(call)
    db.session.flush()
    for turn, one in enumerate(people):
        _answer(call, duty, one, asked_at + timedelta(minutes=2 + turn), chance)
    record("called_out", subject="call", subject_id=call.id, by=duty.created_by_id, people=len(people))


def _who(starts: datetime) -> Sequence[Volunteer]:
    """Some who serve there, may be on duty alone and have nothing else on these days; no one who signs in to look."""
    near = Range(starts - timedelta(days=2), starts + timedelta(days=2))
    busy = exists().where(SignUp.volunteer_id == Volunteer.id, SignUp.during.op("&&")(near))
    on = clock.on(starts)
    serving = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id, ServicePeriod.strand == SPECIALS, ServicePeriod.area == AREA,
        ServicePeriod.started_on <= on, ServicePeriod.ended_on.is_(None),
    )  # fmt: skip
    able = exists().where(
        GradePeriod.volunteer_id == Volunteer.id, GradePeriod.grade == "qualified", GradePeriod.from_on <= on
    )
    shown = Volunteer.account.has(Account.email.in_([one.email for one in BY_KEY.values()]))
    wanted = select(Volunteer).where(serving, able, ~busy, ~shown).order_by(Volunteer.id).limit(MOST_ASKED)
    return db.session.scalars(wanted).all()


def _duty(scene: Scene, story: Story, starts: datetime, asked_at: datetime) -> Duty:
    duty = Duty(
        strand=SPECIALS, area=AREA, title=story.title, kind="response", meeting_place="Bridewell police station",
        address="Bridewell Street, Bristol", briefing=story.known, starts_at=starts,
        ends_at=starts + timedelta(hours=8), giving=Giving.SUPERVISOR, state=DutyState.PUBLISHED,
        created_by_id=scene.staff["supervisor"], created_at=asked_at,
        posts=[Post(name="Response", places=story.places, taken=0, needs=[], grades=[])],
    )  # fmt: skip
    db.session.add(duty)
    db.session.flush()
    return duty


def _answer(call: Call, duty: Duty, one: Volunteer, at: datetime, chance: Random) -> None:
    post, minutes = duty.posts[0], chance.choice(tuple(ANSWERS))
    answer = chance.choices((Answer.COMING, Answer.CANNOT, Answer.NONE), (5, 3, 4))[0]
    place = None
    if answer is Answer.COMING and post.free:
        place = SignUp(
            duty_id=duty.id, post_id=post.id, volunteer_id=one.id, state=SignUpState.CONFIRMED,
            during=Range(duty.starts_at, duty.ends_at), signed_up_at=at, signed_up_by_id=one.account_id,
        )  # fmt: skip
        post.taken += 1
        db.session.add(place)
        db.session.flush()
    elif answer is Answer.COMING:
        answer = Answer.TOO_LATE
    says_when = answer in (Answer.COMING, Answer.TOO_LATE)
    db.session.add(
        CallRecipient(
            call_id=call.id, volunteer_id=one.id, token_digest=digest_of(f"demonstration {call.id} {one.id}"),
            asked_at=call.created_at, mail_id=_mail(call, duty, one), answer=answer,
            answered_at=None if answer is Answer.NONE else at, minutes=minutes if says_when else None,
            sign_up_id=place.id if place else None,
        )
    )  # fmt: skip


def _mail(call: Call, duty: Duty, one: Volunteer) -> int:
    """As it went out then: what it said is not kept, for it held a link."""
    message = Message(
        kind="can_you_come", to_address=one.account.email, account_id=one.account_id, subject="duty",
        subject_id=duty.id, strand=duty.strand, particulars={}, state=MessageState.SENT, attempts=1,
        created_at=call.created_at, due_at=call.created_at, sent_at=call.created_at,
        message_id=f"demonstration-call-{call.id}-{one.id}",
    )  # fmt: skip
    db.session.add(message)
    db.session.flush()
    return message.id
