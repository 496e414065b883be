"""Letters to many as those who write them, or may agree to them, see them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, false, func, not_, or_, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.bulk.models import Mailing, MailingOptOut, MailingReceiver
from volunteers.bulk.rules import LeftOut, Letter, MailingState, Person, refusals_to_agree, takes_second, written_to
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.notifications.models import UNREACHED, Message, MessageState
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer

PAGE = 50
SAMPLE = 3
MOST_NAMED = 20
GONE_OUT = (MessageState.SENT, MessageState.DELIVERED)


@dataclass(frozen=True)
class Counts:
    """How far the messages of a letter have come."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class MailingLine:
    """One line of the list."""

    id: int
    subject: str
    chosen: str
    author: str
    state: MailingState
    made_at: datetime
    receivers: int
    counts: Counts
    is_for_viewer: bool


@dataclass(frozen=True)
class Exclusion:
    """Why some are not written to, and who: the first of them by name."""

    reason: LeftOut
    count: int
    names: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.names)


@dataclass(frozen=True)
class MailingPage:
    """A letter with its receivers counted, a sample of how it reads, who is left out, and what this viewer may do."""

    mailing: Mailing
    author: str
    agreed_by: str
    stopped_by: str
    sample: tuple[Letter, ...]
    exclusions: tuple[Exclusion, ...]
    counts: Counts
    is_author: bool
    may_decide: bool
    may_stop: bool
    seconds_left: int

    @property
    def takes_second(self) -> bool:
        return takes_second(self.mailing.receivers)

    @property
    def left_out(self) -> int:
        return sum(each.count for each in self.exclusions)


@dataclass(frozen=True)
class MailingWish:
    """Whether someone wants mailings."""

    account_id: int
    is_wanted: bool


def get_mailing(mailing_id: int, viewer: Viewer, *, lock: bool = False) -> Mailing:
    """One's own letter, or one whose every receiver one may write to; raises ``NotFound`` for any other."""
    wanted = select(Mailing).where(Mailing.id == mailing_id, _seen_by(viewer))
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound(f"no mailing {mailing_id} for this viewer")
    return found


def list_mailings(viewer: Viewer) -> list[MailingLine]:
    """Those the viewer wrote or could agree to, the newest first; drafts are their author's alone. Two statements."""
    rows = db.session.execute(
        select(Mailing, Account.full_name)
        .join(Account, Account.id == Mailing.author_id)
        .where(_seen_by(viewer))
        .order_by(Mailing.id.desc())
        .limit(PAGE)
    ).all()
    counts = _counts([mailing.id for mailing, _ in rows])
    return [
        MailingLine(
            id=mailing.id,
            subject=mailing.subject,
            chosen=mailing.chosen,
            author=author,
            state=mailing.state,
            made_at=mailing.made_at,
            receivers=mailing.receivers,
            counts=counts.get(mailing.id, Counts()),
            is_for_viewer=not refusals_to_agree(mailing.state, author=mailing.author_id, by=viewer.account_id),
        )
        for mailing, author in rows
    ]


def get_mailing_page(mailing_id: int, viewer: Viewer) -> MailingPage:
    """Everything the page of a letter shows."""
    mailing, now = get_mailing(mailing_id, viewer), clock.now()
    names = _names([mailing.author_id, mailing.agreed_by_id, mailing.stopped_by_id])
    is_author = mailing.author_id == viewer.account_id
    is_held = mailing.state is MailingState.HELD and mailing.held_until is not None and mailing.held_until > now
    is_before = mailing.state in (MailingState.DRAFT, MailingState.WAITS)
    left = (mailing.held_until - now).total_seconds() if is_held and mailing.held_until else 0
    return MailingPage(
        mailing=mailing,
        author=names.get(mailing.author_id, ""),
        agreed_by=names.get(mailing.agreed_by_id or 0, ""),
        stopped_by=names.get(mailing.stopped_by_id or 0, ""),
        sample=_sample(mailing),
        exclusions=_exclusions(mailing),
        counts=_counts([mailing.id]).get(mailing.id, Counts()),
        is_author=is_author,
        may_decide=not refusals_to_agree(mailing.state, author=mailing.author_id, by=viewer.account_id),
        may_stop=viewer.account_id in (mailing.author_id, mailing.agreed_by_id) and (is_held or is_before),
        seconds_left=int(left),
    )


def list_due() -> Sequence[int]:
    """The letters whose hold is over and that are not all sent."""
    due = Mailing.state.in_([MailingState.HELD, MailingState.SENDING]) & (Mailing.held_until <= clock.now())
    return db.session.scalars(select(Mailing.id).where(due).order_by(Mailing.held_until)).all()


def wishes_of_applicant(application_id: int) -> MailingWish:
    """Whether whoever made an application wants mailings."""
    wanted = select(Application.account_id).where(Application.id == application_id)
    return _wishes(db.session.scalars(wanted).one())


def wishes_of_volunteer(volunteer_id: int) -> MailingWish:
    """Whether a volunteer wants mailings."""
    wanted = select(Volunteer.account_id).where(Volunteer.id == volunteer_id)
    return _wishes(db.session.scalars(wanted).one())


def _wishes(account_id: int) -> MailingWish:
    return MailingWish(account_id, db.session.get(MailingOptOut, account_id) is None)


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """A draft is its author's alone; the rest is seen by whoever may write to every one of its receivers."""
    strand, area = MailingReceiver.strand.expression, MailingReceiver.area.expression
    within = viewer.within(Permission.MAILING_SEND, strand, area)
    beyond = exists().where(
        MailingReceiver.mailing_id == Mailing.id,
        MailingReceiver.left_out.is_(None),
        not_(func.coalesce(within, false())),
    )
    return or_(Mailing.author_id == viewer.account_id, (Mailing.state != MailingState.DRAFT) & ~beyond)


def _counts(ids: Sequence[int]) -> dict[int, Counts]:
    rows = db.session.execute(
        select(MailingReceiver.mailing_id, Message.state, func.count())
        .outerjoin(Message, Message.id == MailingReceiver.message_id)
        .where(MailingReceiver.mailing_id.in_(ids), MailingReceiver.left_out.is_(None))
        .group_by(MailingReceiver.mailing_id, Message.state)
    )
    found: dict[int, Counter[str]] = {}
    for mailing_id, state, count in rows:
        how = "sent" if state in GONE_OUT else "failed" if state in UNREACHED else "waiting"
        found.setdefault(mailing_id, Counter())[how] += count
    return {number: Counts(each["sent"], each["failed"], each["waiting"]) for number, each in found.items()}


def _sample(mailing: Mailing) -> tuple[Letter, ...]:
    rows = db.session.scalars(
        select(MailingReceiver)
        .where(MailingReceiver.mailing_id == mailing.id, MailingReceiver.left_out.is_(None))
        .order_by(MailingReceiver.id)
        .limit(SAMPLE)
    )
    return tuple(
        written_to(Person(row.first_name, row.last_name, row.reference), mailing.subject, mailing.body) for row in rows
    )


def _exclusions(mailing: Mailing) -> tuple[Exclusion, ...]:
    rows = db.session.execute(
        select(MailingReceiver.left_out, MailingReceiver.first_name, MailingReceiver.last_name)
        .where(MailingReceiver.mailing_id == mailing.id, MailingReceiver.left_out.is_not(None))
        .order_by(MailingReceiver.id)
    )
    found: dict[LeftOut, list[str]] = {}
    for left_out, first, last in rows:
        found.setdefault(LeftOut(left_out or ""), []).append(f"{first} {last}".strip() or "No name given")
    ordered = sorted(found.items(), key=lambda each: -len(each[1]))
    return tuple(Exclusion(reason, len(names), tuple(names[:MOST_NAMED])) for reason, names in ordered)


def _names(ids: Sequence[int | None]) -> dict[int, str]:
    rows = db.session.execute(select(Account.id, Account.full_name).where(Account.id.in_([i for i in ids if i])))
    return {row.id: row.full_name for row in rows}
