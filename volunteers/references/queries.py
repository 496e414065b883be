"""Reading referees: what became of asking them; what they said is read only where it is opened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db, sealing_key
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account, LinkPurpose
from volunteers.people.queries import open_link
from volunteers.references.models import APPLICATIONS, Referee
from volunteers.references.rules import (
    APPLICANT_DAYS,
    NEEDS_ANOTHER,
    REFEREE_DAYS,
    REPLACEABLE,
    WAITING,
    DeclineReason,
    Door,
    RefereeState,
    Relation,
    door_of,
)
from volunteers.sealing import unseal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import References, Strand

SUBJECT = "referee"
MOST_REFEREES = 100
MOST_AT_ONCE = 5_000


@dataclass(frozen=True)
class RefereeLine:
    """One referee of an application, without a word of what they said."""

    id: int
    place: int
    name: str
    email: str
    phone: str
    relation: Relation
    years_known: int | None
    state: RefereeState
    named_at: datetime
    asked_at: datetime | None
    answer_by: datetime | None
    reminders: int
    reminded_at: datetime | None
    answered_at: datetime | None
    decline_reason: DeclineReason | None
    is_too_late: bool

    @property
    def is_given(self) -> bool:
        return self.state is RefereeState.GIVEN

    @property
    def is_waiting(self) -> bool:
        """Whether it is with the referee, in time."""
        return self.state in WAITING and not self.is_too_late

    @property
    def is_replaced(self) -> bool:
        return self.state is RefereeState.REPLACED

    @property
    def is_bounced(self) -> bool:
        return self.state is RefereeState.BOUNCED

    @property
    def is_declined(self) -> bool:
        return self.state is RefereeState.DECLINED

    @property
    def needs_another(self) -> bool:
        """Whether the applicant has to correct the address or name someone else."""
        return self.state in NEEDS_ANOTHER or self.is_too_late

    @property
    def may_be_replaced(self) -> bool:
        return self.state in REPLACEABLE

    @property
    def state_words(self) -> str:
        """How it stands, as staff read it."""
        return "Not answered in time" if self.is_too_late else self.state.label

    @property
    def tone(self) -> str:
        return "poor" if self.is_too_late else self.state.tone


@dataclass(frozen=True)
class Referees:
    """The referees of one application, with what the applicant has to do about them.

    ``everyone`` are also those who were replaced. ``is_now`` says that the application stands where they are asked.
    """

    wanted: References
    everyone: tuple[RefereeLine, ...]
    is_now: bool
    has_ended: bool

    @property
    def lines(self) -> tuple[RefereeLine, ...]:
        """Those who count, in their places."""
        return tuple(line for line in self.everyone if not line.is_replaced)

    @property
    def is_shown(self) -> bool:
        """Whether the applicant has anything to see or to do."""
        return self.is_now or bool(self.lines)

    @property
    def to_name(self) -> int:
        """How many people are still to be named."""
        return max(0, self.wanted.count - len(self.lines)) if self.is_now else 0

    @property
    def is_asked_of_applicant(self) -> bool:
        """Whether it waits for the applicant to name or correct someone."""
        return not self.has_ended and (self.to_name > 0 or any(line.needs_another for line in self.lines))

    @property
    def are_all_in(self) -> bool:
        """Whether every reference wanted has been given."""
        return sum(line.is_given for line in self.lines) >= self.wanted.count


@dataclass(frozen=True)
class Applied:
    """What asking referees needs to know of an application and who made it. ``email`` is None for someone without."""

    id: int
    reference: str
    account_id: int
    strand: Strand
    stage: str
    applicant: str
    own_email: str
    email: str | None

    @property
    def is_at_references(self) -> bool:
        """Whether it stands at the stage at which its strand asks referees."""
        return self.strand.references is not None and self.stage == self.strand.references.asked_at

    @property
    def has_ended(self) -> bool:
        return self.strand.pipeline.stage(self.stage).is_final


def get_applied(application_id: int) -> Applied:
    """The application of that number, as it stands now; raises ``NotFound``."""
    found = db.session.execute(
        select(
            APPLICATIONS.c.reference, APPLICATIONS.c.account_id, APPLICATIONS.c.strand, APPLICATIONS.c.stage,
            APPLICATIONS.c.first_name, APPLICATIONS.c.last_name, Account,
        )
        .select_from(APPLICATIONS)
        .join(Account, Account.id == APPLICATIONS.c.account_id)
        .where(APPLICATIONS.c.id == application_id)
    ).one_or_none()  # fmt: skip
    if found is None:
        raise NotFound(f"no application {application_id}")
    account: Account = found.Account
    return Applied(
        id=application_id,
        reference=found.reference,
        account_id=found.account_id,
        strand=get_strand(found.strand),
        stage=found.stage,
        applicant=" ".join(f"{found.first_name} {found.last_name}".split()),
        own_email=account.email,
        email=account.email if account.has_mail else None,
    )


def list_referees(application_id: int, *, with_replaced: bool = False) -> list[RefereeLine]:
    """The referees of an application in their places; those replaced, oldest first, only when they are asked for."""
    wanted = select(Referee).where(Referee.application_id == application_id)
    if not with_replaced:
        wanted = wanted.where(Referee.state != RefereeState.REPLACED)
    now = clock.now()
    return [_line(each, now) for each in db.session.scalars(wanted.order_by(*_in_order()).limit(MOST_REFEREES))]


def find_referees(application_id: int, strand: Strand, stage: str) -> Referees | None:
    """The referees of an application at a stage, in their places; None where the strand asks nobody."""
    if strand.references is None:
        return None
    return Referees(
        strand.references,
        tuple(list_referees(application_id, with_replaced=True)),
        is_now=stage == strand.references.asked_at,
        has_ended=strand.pipeline.stage(stage).is_final,
    )


def list_standing(application_id: int) -> Sequence[Referee]:
    """The rows of those who have not been replaced, in their places."""
    standing = (Referee.application_id == application_id, Referee.state != RefereeState.REPLACED)
    return db.session.scalars(select(Referee).where(*standing).order_by(Referee.place).limit(MOST_REFEREES)).all()


def get_line(referee_id: int, *, application_id: int) -> RefereeLine:
    """One referee of an application; raises ``NotFound``, also for a referee of another application."""
    for line in list_referees(application_id, with_replaced=True):
        if line.id == referee_id:
            return line
    raise NotFound(f"no referee {referee_id} of application {application_id}")


def are_all_given(application_id: int, strand: Strand) -> bool:
    """Whether every reference that the strand wants has been given; False where it wants none."""
    if strand.references is None:
        return False
    given = select(func.count()).where(Referee.application_id == application_id, Referee.state == RefereeState.GIVEN)
    return (db.session.scalar(given) or 0) >= strand.references.count


def get_by_link(token: str) -> tuple[Referee, Door]:
    """The referee a link was made for, and what it opens now; raises ``NotFound`` for any other token."""
    link = open_link(token, LinkPurpose.REFERENCE)
    referee = db.session.get(Referee, link.subject_id)
    if referee is None:
        raise NotFound("no such referee")
    has_closed = get_applied(referee.application_id).has_ended
    return referee, door_of(referee.state, is_ended=link.is_ended, is_expired=link.is_expired, has_closed=has_closed)


def answers_of(referee: Referee) -> dict[str, str]:
    """What the referee has said so far; only for their own link, and for staff through ``service.open_reference``."""
    if referee.sealed is None:
        return {}
    opened: dict[str, str] = json.loads(unseal(referee.sealed, key=sealing_key(), place=referee.content_place))
    return opened


def list_to_remind() -> Sequence[int]:
    """Ids of those who have been waited for long enough that somebody may have to be reminded, longest first."""
    first = clock.now() - timedelta(days=min(REFEREE_DAYS) - 1)
    unfinished = or_(Referee.reminders < len(REFEREE_DAYS), Referee.nudges < len(APPLICANT_DAYS))
    waiting = select(Referee.id).where(Referee.state.in_(WAITING), Referee.asked_at <= first, unfinished)
    return db.session.scalars(waiting.order_by(Referee.asked_at, Referee.id).limit(MOST_AT_ONCE)).all()


def list_unreachable() -> Sequence[int]:
    """Ids of those being waited for to whom a message could not be delivered."""
    given_up = exists().where(
        Message.subject == SUBJECT, Message.subject_id == Referee.id, Message.state == MessageState.GIVEN_UP
    )
    waiting = select(Referee.id).where(Referee.state.in_(WAITING), given_up)
    return db.session.scalars(waiting.order_by(Referee.id).limit(MOST_AT_ONCE)).all()


def was_asked_to_name(application_id: int, kind: str, *, since: datetime) -> bool:
    """Whether the applicant has been sent this kind of message about the application since a moment."""
    about = (Message.subject == "application", Message.subject_id == application_id)
    sent = select(Message.id).where(*about, Message.kind == kind, Message.created_at >= since)
    return db.session.scalar(sent.limit(1)) is not None


def _in_order() -> tuple[Any, ...]:
    return Referee.place, Referee.id


def _line(referee: Referee, now: datetime) -> RefereeLine:
    too_late = referee.state in WAITING and referee.answer_by is not None and referee.answer_by <= now
    return RefereeLine(
        referee.id, referee.place, referee.name, referee.email, referee.phone, referee.relation, referee.years_known,
        referee.state, referee.named_at, referee.asked_at, referee.answer_by, referee.reminders, referee.reminded_at,
        referee.answered_at, referee.decline_reason, too_late,
    )  # fmt: skip
