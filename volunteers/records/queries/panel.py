"""A volunteer's records in a few lines: for the page staff read, and for their own."""

from dataclasses import dataclass

from volunteers import clock
from volunteers.permissions import Permission, Viewer
from volunteers.records.models import KitItem
from volunteers.records.queries.evidence import EvidenceRow, list_evidence
from volunteers.records.queries.kit import list_kit, must_come_back
from volunteers.records.queries.members import Member, list_memberships, list_own
from volunteers.records.queries.milestones import Years, years_of
from volunteers.records.queries.progress import get_progress
from volunteers.records.queries.reviews import ReviewRow, due_for, list_reviews
from volunteers.records.rules import Due, Progress


@dataclass(frozen=True)
class StrandPart:
    """What the records say of a member in one strand; what the strand does not have is None."""

    member: Member
    progress: Progress | None
    due: Due | None
    years: Years | None


@dataclass(frozen=True)
class Panel:
    """The few lines on the page of a volunteer."""

    volunteer_id: int
    parts: tuple[StrandPart, ...]
    out: tuple[KitItem, ...]
    must_come_back: bool
    may_see_kit: bool

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.out)


@dataclass(frozen=True)
class OwnRecord:
    """One's own record."""

    parts: tuple[StrandPart, ...]
    sent_back: tuple[EvidenceRow, ...]
    reviews: tuple[ReviewRow, ...]
    kit: tuple[KitItem, ...]

    @property
    def to_agree(self) -> tuple[ReviewRow, ...]:
        return tuple(review for review in self.reviews if not review.is_agreed)


def get_panel(volunteer_id: int, viewer: Viewer) -> Panel:
    """What a viewer may see of a volunteer's records; empty where they may see nothing, or where it is their own."""
    members = list_memberships(volunteer_id, viewer, Permission.EVIDENCE_SIGN)
    may_see_kit = bool(list_memberships(volunteer_id, viewer, Permission.SERVICE_EDIT))
    parts = tuple(_part(member) for member in members)
    out = tuple(item for item in list_kit(volunteer_id) if item.returned_on is None) if may_see_kit else ()
    back = bool(out) and must_come_back(volunteer_id)
    return Panel(volunteer_id, parts, out, back, may_see_kit)


def get_own_record(viewer: Viewer) -> OwnRecord:
    """Everything on one's own page; ``NotFound`` for who is no volunteer."""
    members = list_own(viewer)
    number = members[0].volunteer_id
    parts = tuple(_part(member) for member in members)
    evidence = [row for part in parts if part.progress for row in list_evidence(number, part.member.strand_code)]
    return OwnRecord(
        parts,
        tuple(row for row in evidence if row.is_sent_back),
        tuple(list_reviews(number)),
        tuple(list_kit(number)),
    )


def _part(member: Member) -> StrandPart:
    has_skills = member.strand.skills is not None and member.serves_on(clock.today())
    return StrandPart(member, get_progress(member) if has_skills else None, due_for(member), years_of(member))
