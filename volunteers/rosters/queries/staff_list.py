"""The list of duties as those who plan and lead them see it, with what is asked of each and how it stands."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries.board import minimum_of, without_independent
from volunteers.rosters.queries.counts import Tally, tally_of, with_tally
from volunteers.rosters.queries.order import is_after, is_before
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.queries.staff import GIVEN, STATES, deadline_words
from volunteers.rosters.rules import Cover, Giving
from volunteers.strands.queries import get_strand

PAGE = 50


@dataclass(frozen=True)
class DutyLine:
    """One line of the list; ``state`` is said only where it is not published, ``kind`` where the duty has one."""

    words: DutyWords
    strand: str
    state: str | None
    cover: Cover
    tally: Tally
    kind: str | None
    deadline: str | None
    giving: str | None
    is_changed: bool
    is_draft: bool

    @property
    def what(self) -> str:
        """Special Constabulary, road safety; changed."""
        return f"{self.strand}, {self.kind}" if self.kind else self.strand

    @property
    def minimum(self) -> str:
        """The fewest it runs with, where that is more than one."""
        return f"at least {self.cover.minimum}" if self.cover.minimum > 1 else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What someone has still to do about it, in words."""
        tally = self.tally
        said = [f"{tally.waiting} {'waits' if tally.waiting == 1 else 'wait'} for a place"] if tally.waiting else []
        said += [f"{tally.to_confirm} still to confirm a change"] if tally.to_confirm else []
        said += [f"{tally.to_accept} still to accept the briefing"] if tally.to_accept else []
        return tuple(said)


@dataclass(frozen=True)
class DutyLines:
    """A page of duties; ``after`` leads to the next page, None on the last."""

    lines: tuple[DutyLine, ...]
    after: int | None

    @property
    def has_drafts(self) -> bool:
        return any(line.is_draft for line in self.lines)


def list_duties(
    viewer: Viewer,
    *,
    strand: str | None = None,
    area: str | None = None,
    past: bool = False,
    drafts: bool = False,
    after: int | None = None,
) -> DutyLines:
    """A page of the viewer's duties: those to come or under way, soonest first, or those over, latest first.

    With ``drafts`` only those that volunteers do not see yet.
    """
    query = _listed(viewer, strand, area, past, after)
    if drafts:
        query = query.where(Duty.state == DutyState.DRAFT)
    rows = db.session.execute(query).all()
    shown = rows[:PAGE]
    alone = without_independent([row.Duty.id for row in shown if row.Duty.needs_independent])
    lines = tuple(_line(row, is_alone=row.Duty.id in alone) for row in shown)
    return DutyLines(lines, lines[-1].words.id if len(rows) > PAGE else None)


def _listed(
    viewer: Viewer, strand: str | None, area: str | None, past: bool, after: int | None
) -> Select[*tuple[Any, ...]]:
    within = viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area)
    query = with_tally(select(Duty).select_from(Duty).where(within).limit(PAGE + 1))
    if strand is not None:
        query = query.where(Duty.strand == strand)
    if area is not None:
        query = query.where(Duty.area == area)
    if past:
        query = query.where(Duty.ends_at <= clock.now()).order_by(Duty.starts_at.desc(), Duty.id.desc())
        return query.where(is_before(after)) if after else query
    query = query.where(Duty.ends_at > clock.now()).order_by(Duty.starts_at, Duty.id)
    return query.where(is_after(after)) if after else query


def _line(row: Row[*tuple[Any, ...]], *, is_alone: bool) -> DutyLine:
    duty: Duty = row.Duty
    tally, strand = tally_of(row), get_strand(duty.strand)
    kind = strand.duty.kind(duty.kind)
    return DutyLine(
        words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at), strand.name,
        None if duty.state is DutyState.PUBLISHED else STATES[duty.state],
        Cover(tally.confirmed, tally.places, minimum_of(strand, duty.minimum_to_run), is_alone), tally,
        kind.name if kind else None, deadline_words(duty.sign_up_until),
        None if duty.giving is Giving.FIRST_COME else GIVEN[duty.giving], duty.version > 1,
        duty.state is DutyState.DRAFT,
    )  # fmt: skip
