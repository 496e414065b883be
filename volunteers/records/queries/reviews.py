"""Reviews: one, those of a volunteer, and everyone in scope whose next one is due."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import Review
from volunteers.records.queries.members import PAGE, Member, in_scope, list_members, strands_with_reviews
from volunteers.records.rules import Due, due_of

# Supervisors and coordinators write reviews: what both hold is the right to sign for those they work beside.
REVIEW = Permission.EVIDENCE_SIGN


@dataclass(frozen=True)
class ReviewRow:
    """One review with the names of those concerned."""

    id: int
    volunteer_id: int
    account_id: int
    volunteer: str
    strand: str
    held_on: date
    went_well: str
    what_next: str
    next_due_on: date
    written_by_id: int
    written_by: str
    written_at: datetime
    own_words: str | None
    agreed_at: datetime | None
    version: int

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def words(self) -> str:
        return "Agreed by both" if self.is_agreed else "Waits for the volunteer"

    @property
    def tone(self) -> str:
        return "good" if self.is_agreed else "waiting"


@dataclass(frozen=True)
class DueRow:
    """A member whose next review is due, or whose last one they have not agreed to yet."""

    member: Member
    due: Due
    last: ReviewRow | None

    @property
    def waits_for_agreement(self) -> bool:
        return self.last is not None and not self.last.is_agreed


@dataclass(frozen=True)
class DuePage:
    """A page of those due, the longest overdue first; ``after`` leads to the next page."""

    rows: tuple[DueRow, ...]
    overdue: int
    total: int
    after: int | None


def list_reviews(volunteer_id: int, strand: str | None = None) -> list[ReviewRow]:
    """The reviews of a volunteer, the latest first."""
    wanted = _rows().where(Review.volunteer_id == volunteer_id)
    if strand is not None:
        wanted = wanted.where(Review.strand == strand)
    return _read(wanted.order_by(Review.held_on.desc(), Review.id.desc()))


def get_review(review_id: int, viewer: Viewer) -> ReviewRow:
    """A review in the scope of someone who writes them; raises ``NotFound``. Nobody finds their own here."""
    scoped = in_scope(viewer, REVIEW, Review.volunteer_id, Review.strand)
    return _one(_rows().where(Review.id == review_id, scoped, Review.account_id != viewer.account_id))


def get_own_review(review_id: int, viewer: Viewer) -> ReviewRow:
    """A review of the viewer; raises ``NotFound``."""
    return _one(_rows().where(Review.id == review_id, Review.account_id == viewer.account_id))


def due_for(member: Member) -> Due | None:
    """When a member's next review is due; None where their strand has none, or they serve no more."""
    today = clock.today()
    if not member.serves_on(today) or current_force().records.months_to_review(member.strand_code) is None:
        return None
    latest = _latest_of([member.volunteer_id]).get(member.key)
    return _due(member, latest, today)


def list_due(viewer: Viewer, *, area: str | None = None, after: int = 0) -> DuePage:
    """Those in scope whose review is overdue or due soon, the longest overdue first; two queries."""
    today = clock.today()
    members = list_members(viewer, REVIEW, strands_with_reviews(), today)
    latest = _latest_of([member.volunteer_id for member in members])
    rows = [DueRow(one, _due(one, latest.get(one.key), today), latest.get(one.key)) for one in members]
    found = [row for row in rows if row.due.is_soon and area in (None, row.member.area)]
    found = [row for row in found if row.member.account_id != viewer.account_id]
    found.sort(key=lambda row: (row.due.on, row.member.name, row.member.volunteer_id))
    onward = after + PAGE if len(found) > after + PAGE else None
    overdue = sum(row.due.is_overdue for row in found)
    return DuePage(tuple(found[after : after + PAGE]), overdue, len(found), onward)


def _due(member: Member, latest: ReviewRow | None, today: date) -> Due:
    months = current_force().records.months_to_review(member.strand_code) or 12
    # Someone who came back after a break is reviewed so many months after coming back.
    is_of_now = latest is not None and latest.held_on >= member.started_on
    next_due = latest.next_due_on if latest is not None and is_of_now else None
    return due_of(clock.add_months(member.started_on, months), next_due, seen_on=today)


def _latest_of(volunteer_ids: Collection[int]) -> dict[tuple[int, str], ReviewRow]:
    wanted = (
        _rows()
        .ext(distinct_on(Review.volunteer_id, Review.strand))
        .where(Review.volunteer_id.in_(volunteer_ids))
        .order_by(Review.volunteer_id, Review.strand, Review.held_on.desc(), Review.id.desc())
    )
    return {(row.volunteer_id, row.strand): row for row in _read(wanted)}


def _rows() -> Select[*tuple[Any, ...]]:
    writer = aliased(Account)
    name = Volunteer.first_name + " " + Volunteer.last_name
    wanted: Select[*tuple[Any, ...]] = (
        select(
            Review.id, Review.volunteer_id, Review.account_id, name.label("volunteer"), Review.strand, Review.held_on,
            Review.went_well, Review.what_next, Review.next_due_on, Review.written_by_id, writer.full_name,
            Review.written_at, Review.own_words, Review.agreed_at, Review.version,
        )
        .join(Volunteer, Volunteer.id == Review.volunteer_id)
        .join(writer, writer.id == Review.written_by_id)
    )  # fmt: skip
    return wanted


def _read(wanted: Select[*tuple[Any, ...]]) -> list[ReviewRow]:
    return [ReviewRow(*row) for row in db.session.execute(wanted)]


def _one(wanted: Select[*tuple[Any, ...]]) -> ReviewRow:
    found = _read(wanted)
    if not found:
        raise NotFound("no such review for this viewer")
    return found[0]
