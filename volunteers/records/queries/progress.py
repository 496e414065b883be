"""How far members are on the way to the next status: one of them, and everyone in scope."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from volunteers import clock
from volunteers.permissions import Permission, Viewer
from volunteers.records.queries.evidence import counts_of, oldest_waiting
from volunteers.records.queries.members import PAGE, Member, list_members, strands_with_skills
from volunteers.records.rules import Progress, next_status, progress_of


@dataclass(frozen=True)
class ProgressRow:
    """One member on the list: how far, and since when they wait for a signature."""

    member: Member
    progress: Progress
    waiting_since: datetime | None
    days_waited: int


@dataclass(frozen=True)
class ProgressPage:
    """A page of the list; ``ready`` counts the whole of it, ``after`` leads to the next page."""

    rows: tuple[ProgressRow, ...]
    ready: int
    total: int
    after: int | None


def get_progress(member: Member) -> Progress:
    """One member's progress; one query."""
    counts = counts_of([member.volunteer_id], member.strand_code).get(member.volunteer_id, {})
    return progress_of(member.strand, member.grade, counts)


def list_progress(viewer: Viewer, *, area: str | None = None, by: str = "waiting", after: int = 0) -> ProgressPage:
    """Everyone in scope with a status ahead: who is ready first, then who waits longest, or who is furthest.

    Three queries for each strand with skills, however many they are.
    """
    rows: list[ProgressRow] = []
    for strand in strands_with_skills():
        members = list_members(viewer, Permission.EVIDENCE_SIGN, [strand], clock.today())
        ahead = [one for one in members if next_status(one.strand, one.grade) and area in (None, one.area)]
        rows += _rows(ahead, strand)
    rows.sort(key=partial(_order, by=by))
    ready = sum(row.progress.is_ready for row in rows)
    shown = rows[after : after + PAGE]
    return ProgressPage(tuple(shown), ready, len(rows), after + PAGE if len(rows) > after + PAGE else None)


def _rows(members: list[Member], strand: str) -> list[ProgressRow]:
    ids, now = [one.volunteer_id for one in members], clock.now()
    counts, since = counts_of(ids, strand), oldest_waiting(ids, strand)
    return [
        ProgressRow(
            one,
            progress_of(one.strand, one.grade, counts.get(one.volunteer_id, {})),
            since.get(one.volunteer_id),
            (now - since[one.volunteer_id]).days if one.volunteer_id in since else -1,
        )
        for one in members
    ]


def _order(row: ProgressRow, *, by: str) -> tuple[bool, int, int, str, int]:
    left = row.progress.all_marks - row.progress.signed_marks
    waited = -row.days_waited
    first, second = (left, waited) if by == "furthest" else (waited, left)
    return not row.progress.is_ready, first, second, row.member.name, row.member.volunteer_id
