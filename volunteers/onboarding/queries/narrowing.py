"""What a list is narrowed to, checked against what the viewer sees, and said as conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, any_, literal, or_, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.queries.ordering import TABLE, Slot, slots_of
from volunteers.onboarding.queries.visible import visible_to
from volunteers.onboarding.rules import Chip, Filters, Late, Sight, Tab, Whose, chips_of, sight_of
from volunteers.onboarding.rules.waiting import begun
from volunteers.permissions import Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Party, Stage, StageKind, Strand

MOST_UNITS = 200
BOARD = "board"


@dataclass(frozen=True)
class Narrowed:
    """What is asked for, in the viewer's sight, with the names of what it can be narrowed to."""

    viewer: Viewer
    sight: Sight
    filters: Filters
    strand: Strand | None
    stage: Stage | None
    areas: Mapping[str, str]
    units: tuple[tuple[int, str], ...]

    @property
    def strands(self) -> tuple[Strand, ...]:
        return self.sight.strands

    @property
    def own_areas(self) -> tuple[tuple[str, str], ...]:
        """The areas in sight, with their names."""
        own = self.sight.areas(self.strand.code if self.strand else None)
        return tuple((code, name) for code, name in self.areas.items() if code in own)

    @property
    def is_one_area(self) -> bool:
        """Whether every line stands in the same area, so that it need not be said."""
        return self.filters.area is not None or len(self.own_areas) == 1

    @property
    def chips(self) -> tuple[Chip, ...]:
        names = {
            "strand": self.strand.name if self.strand else "",
            "area": self.areas.get(self.filters.area or "", ""),
            "unit": dict(self.units).get(self.filters.unit or 0, ""),
            "stage": self.stage.name if self.stage else "",
        }
        return chips_of(self.filters, names)

    def chips_beside(self, tab: str) -> tuple[Chip, ...]:
        """The chips beside a list; on the board, which is always of one strand, that one is no filter."""
        strand = self.filters.strand is not None and tab == BOARD
        return self.chips[1:] if strand else self.chips

    @property
    def strand_options(self) -> list[tuple[str, str]]:
        return [(strand.code, strand.name) for strand in self.strands]

    def stage_options(self, tab: str) -> list[tuple[str, str]]:
        """The stages of the one strand that a list can hold."""
        stages = self.strand.pipeline.stages if self.strand else ()
        wanted = tab == Tab.ENDED
        return [
            (each.code, each.name) for each in stages if each.kind is not StageKind.DRAFT and each.is_final is wanted
        ]

    @property
    def owner_options(self) -> list[tuple[str, str]]:
        return [(whose.value, whose.label) for whose in Whose]

    @property
    def late_options(self) -> list[tuple[str, str]]:
        return [(late.value, late.label) for late in Late]

    @property
    def party_options(self) -> list[tuple[str, str]]:
        return [(party.value, begun(party.label)) for party in Party if party is not Party.NOBODY]

    def kept_for(self, tab: str) -> dict[str, str]:
        """The filters that still say something in another list."""
        kept = self.filters
        is_ended = self.stage is not None and self.stage.is_final
        if is_ended is not (tab == Tab.ENDED):
            kept = kept.without("stage")
        if tab == Tab.ENDED:
            kept = kept.without("late").without("waits_on")
        return kept.words

    def slots(self, stages: Mapping[str, Sequence[str]] | None = None) -> list[Slot]:
        """Where the applications asked for are: everything in sight, or these stages of it."""
        if stages is None and self.stage is not None and self.strand is not None:
            stages = {self.strand.code: [self.stage.code]}
        reaches = self.sight.reaches(self.strand.code if self.strand else None, self.filters.area)
        return slots_of(reaches, stages)

    def conditions(self, on: date) -> list[ColumnElement[bool]]:
        """What is asked of applications beside strand, area and stage, on a date."""
        return _conditions(self.filters, self.viewer, on)

    def own(self) -> tuple[list[Slot], list[ColumnElement[bool]]]:
        """The viewer's own cases, read from the index of owners: what their slots would have said as conditions."""
        fixed = {"strand": self.filters.strand, "area": self.filters.area, "stage": self.filters.stage}
        asked = [TABLE[name] == code for name, code in fixed.items() if code is not None]
        strands = TABLE.strand.in_([strand.code for strand in self.strands])
        return [{}], [TABLE.owner_id == self.viewer.account_id, visible_to(self.viewer), strands, *asked]


def narrow(filters: Filters, viewer: Viewer) -> Narrowed:
    """Raises ``NotFound`` for a strand, area, unit or stage that is not the viewer's.

    A stage that another strand has, and a unit of another area, are left out: they stood in the form when strand or
    area were changed.
    """
    areas = current_force().area_names
    sight = sight_of(viewer, all_strands(), list(areas))
    strand = _strand(sight, filters.strand)
    if filters.area is not None and filters.area not in sight.areas(None):
        raise NotFound(f"no area {filters.area!r} for this viewer")
    stage = _stage(sight, strand, filters.stage)
    filters = replace(filters, stage=stage.code if stage else None)
    seen = sight.areas(strand.code if strand else None)
    one_area = filters.area or (next(iter(seen)) if len(seen) == 1 else None)
    units = _units(one_area, strand) if one_area else ()
    if filters.unit is not None and filters.unit not in dict(units):
        filters = replace(filters, unit=None)
    return Narrowed(viewer, sight, filters, strand, stage, areas, units)


def _strand(sight: Sight, code: str | None) -> Strand | None:
    if code is None:
        return sight.strands[0] if len(sight.strands) == 1 else None
    for strand in sight.strands:
        if strand.code == code:
            return strand
    raise NotFound(f"no strand {code!r} for this viewer")


def _stage(sight: Sight, strand: Strand | None, code: str | None) -> Stage | None:
    if code is None:
        return None
    known = {stage.code for each in sight.strands for stage in each.pipeline.stages if stage != each.pipeline.first}
    if code not in known:
        raise NotFound(f"no stage {code!r} for this viewer")
    return strand.pipeline.find(code) if strand else None


def _units(area: str, strand: Strand | None) -> tuple[tuple[int, str], ...]:
    there = select(Unit.id, Unit.name).where(Unit.area == area, offered())
    wanted = there.order_by(Unit.name, Unit.id).limit(MOST_UNITS)
    if strand is not None:
        wanted = wanted.where(or_(Unit.strand.is_(None), Unit.strand == strand.code))
    return tuple((number, name) for number, name in db.session.execute(wanted))


def _conditions(filters: Filters, viewer: Viewer, on: date) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.unit is not None:
        asked.append(TABLE.unit_id == filters.unit)
    if filters.owner is not None:
        asked.append(_owned(filters.owner, viewer))
    if filters.late is not None:
        asked.append(_late(filters.late, on))
    if filters.waits_on is Party.COORDINATOR:
        asked.append(TABLE.is_ours.is_(True))
    elif filters.waits_on is not None:
        asked.append(literal(filters.waits_on.value) == any_(TABLE.waits_on))
    if filters.adjustments:
        asked.append(TABLE.needs_adjustments.is_(True))
    return asked


def _owned(whose: Whose, viewer: Viewer) -> ColumnElement[bool]:
    owner: Any = TABLE.owner_id
    conditions: dict[Whose, ColumnElement[bool]] = {
        Whose.ME: owner == viewer.account_id,
        Whose.NOBODY: owner.is_(None),
        Whose.SOMEONE: owner != viewer.account_id,
    }
    return conditions[whose]


def _late(late: Late, on: date) -> ColumnElement[bool]:
    overdue, slow = TABLE.longest_until < on, TABLE.usual_until < on
    if late is Late.OVERDUE:
        return overdue
    return or_(slow, overdue) if late is Late.EITHER else slow & (TABLE.longest_until >= on)
