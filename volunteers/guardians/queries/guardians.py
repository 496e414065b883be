"""The guardians of an application, as staff, the young person and the guardian's own page read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.guardians.models import Guardian, GuardianCall
from volunteers.guardians.rules import (
    REMIND_AFTER,
    Call,
    Consent,
    Given,
    Purpose,
    Sight,
    consent_by,
    is_known,
    latest,
    mailbox_of,
    sight_of,
)
from volunteers.people.models import Account, Link, LinkPurpose

BOTH = (
    selectinload(Guardian.answers),
    selectinload(Guardian.calls).joinedload(GuardianCall.by).load_only(Account.full_name),
)


@dataclass(frozen=True)
class ConsentLine:
    """Where one purpose stands: the answer that counts, or none yet."""

    purpose: Purpose
    given: Given | None

    @property
    def words(self) -> str:
        if self.given is None:
            return "Not answered"
        return "Yes" if self.given.is_yes else "No"


@dataclass(frozen=True)
class GuardianLine:
    """One guardian with what they answered and who rang them, and what they may see today."""

    id: int
    application_id: int
    place: int
    young_person: str
    name: str
    email: str
    phone: str
    relation: str
    asked_at: datetime | None
    until_on: date | None
    has_ended: bool
    undisclosed_at: datetime | None
    undisclosed_reason: str
    consent: Consent
    answers: tuple[Given, ...]
    calls: tuple[Call, ...]
    sight: Sight

    @property
    def is_undisclosed(self) -> bool:
        return self.undisclosed_at is not None

    @property
    def is_asked(self) -> bool:
        return self.asked_at is not None

    @property
    def has_answered(self) -> bool:
        return bool(self.answers)

    @property
    def is_known(self) -> bool:
        """Whether a call has shown that they are the guardian."""
        return is_known(self.calls)

    @property
    def by_purpose(self) -> tuple[ConsentLine, ...]:
        return tuple(ConsentLine(purpose, latest(self.answers, purpose)) for purpose in Purpose)


def list_guardians(application_id: int) -> list[GuardianLine]:
    """Those named now, the one who is asked first."""
    rows = db.session.scalars(_current().where(Guardian.application_id == application_id).order_by(Guardian.place))
    return [line_of(row) for row in rows]


def get_guardian(guardian_id: int) -> GuardianLine:
    """One guardian, also one who was replaced; raises ``NotFound``."""
    row = db.session.scalars(select(Guardian).where(Guardian.id == guardian_id).options(*BOTH)).one_or_none()
    if row is None:
        raise NotFound(f"no guardian {guardian_id}")
    return line_of(row)


def find_current(application_id: int, place: int) -> Guardian | None:
    """The guardian at a place now."""
    at_it = _current().where(Guardian.application_id == application_id, Guardian.place == place)
    return db.session.scalars(at_it).one_or_none()


def list_with_mailbox(mailbox: str) -> Sequence[Guardian]:
    """Every guardian, on any application, whom mail to this mailbox would reach and who may be told."""
    return db.session.scalars(
        select(Guardian)
        .where(
            Guardian.mailbox == mailbox, Guardian.ended_at.is_(None), Guardian.undisclosed_at.is_(None), _not_of_age()
        )
        .limit(20)
    ).all()


def is_undisclosed_mailbox(account_id: int, mailbox: str) -> bool:
    """Whether someone at this mailbox must not be told anything of this young person."""
    marked = select(Guardian.id).where(
        Guardian.account_id == account_id, Guardian.mailbox == mailbox, Guardian.undisclosed_at.is_not(None)
    )
    return db.session.scalar(marked.limit(1)) is not None


def is_guardians_mailbox(account_id: int, email: str) -> bool:
    """Whether an address reaches the mailbox of a guardian of this young person."""
    named = select(Guardian.id).where(
        Guardian.account_id == account_id, Guardian.mailbox == mailbox_of(email), Guardian.ended_at.is_(None)
    )
    return db.session.scalar(named.limit(1)) is not None


def list_told(account_id: int, *, application_id: int | None = None) -> list[GuardianLine]:
    """The guardians of a young person who are told what the young person is told: known by a call, not closed off."""
    wanted = _current().where(Guardian.account_id == account_id, Guardian.undisclosed_at.is_(None), _not_of_age())
    if application_id is not None:
        wanted = wanted.where(Guardian.application_id == application_id)
    return [line for row in db.session.scalars(wanted.order_by(Guardian.id)) if (line := line_of(row)).sight.is_whole]


def list_due_for_reminder(*, limit: int = 1_000) -> Sequence[int]:
    """Guardians asked a week ago or longer who have not answered and were not reminded."""
    answered = select(Guardian.id).join(Guardian.answers).where(Guardian.ended_at.is_(None))
    due = select(Guardian.id).where(
        Guardian.ended_at.is_(None),
        Guardian.undisclosed_at.is_(None),
        _not_of_age(),
        Guardian.asked_at <= clock.now() - REMIND_AFTER,
        or_(Guardian.reminded_at.is_(None), Guardian.reminded_at < Guardian.asked_at),
        Guardian.id.not_in(answered),
    )
    return db.session.scalars(due.order_by(Guardian.id).limit(limit)).all()


def links_made_since(mailbox: str, since: datetime) -> int:
    """How many links went to a mailbox since a moment, for whatever young person."""
    made = (
        select(func.count())
        .select_from(Link)
        .join(Guardian, Guardian.id == Link.subject_id)
        .where(Link.purpose == LinkPurpose.GUARDIAN, Link.created_at >= since, Guardian.mailbox == mailbox)
    )
    return db.session.scalar(made) or 0


def line_of(row: Guardian) -> GuardianLine:
    """A row as it is read today."""
    answers = tuple(Given(each.purpose, each.is_yes, each.wording, each.at) for each in row.answers)
    calls = tuple(Call(each.outcome, each.at, each.by.full_name, each.number_source, each.note) for each in row.calls)
    return GuardianLine(
        id=row.id, application_id=row.application_id, place=row.place, young_person=row.young_person, name=row.name,
        email=row.email, phone=row.phone, relation=row.relation, asked_at=row.asked_at, until_on=row.until_on,
        has_ended=row.ended_at is not None, undisclosed_at=row.undisclosed_at,
        undisclosed_reason=row.undisclosed_reason or "", consent=consent_by(row.asked_at, answers, calls),
        answers=answers, calls=calls,
        sight=sight_of(
            is_undisclosed=row.undisclosed_at is not None, has_ended=row.ended_at is not None,
            is_known=is_known(calls), until_on=row.until_on, on=clock.today(),
        ),
    )  # fmt: skip


def _current() -> Select[Guardian]:
    return select(Guardian).where(Guardian.ended_at.is_(None)).options(*BOTH)


def _not_of_age() -> ColumnElement[bool]:
    return or_(Guardian.until_on.is_(None), Guardian.until_on > clock.today())
