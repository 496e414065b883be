"""How many people units need on duty, and when they have fewer."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.models.cover import CoverRule
from volunteers.rosters.queries.rows import area_name
from volunteers.rosters.rules import clock_words, hours_words, in_words
from volunteers.rosters.rules.cover import Present, Shortfall, shortfalls
from volunteers.strands.queries import get_strand

MOST_RULES = 300
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Narrowed:
    """What a page of duties is narrowed to; None narrows nothing."""

    strand: str | None = None
    area: str | None = None
    unit_id: int | None = None

    def of(self, strand: Any, area: Any, unit_id: Any) -> list[ColumnElement[bool]]:
        """The conditions on these columns."""
        pairs = ((strand, self.strand), (area, self.area), (unit_id, self.unit_id))
        return [column == value for column, value in pairs if value is not None]

    def as_query(self) -> dict[str, Any]:
        """As they stand in the address of another page."""
        given = {"strand": self.strand, "area": self.area, "unit": self.unit_id}
        return {name: value for name, value in given.items() if value is not None}


EVERYTHING = Narrowed()


@dataclass(frozen=True)
class CoverRow:
    """A rule of cover in words; ``rule`` is as it is stored."""

    rule: CoverRule
    unit: str
    area: str
    strand: str

    @property
    def when(self) -> str:
        """Monday to Friday, 6pm to 10pm; of one that passes midnight, that it ends the next day."""
        need = self.rule.need
        after = " the next day" if need.ends_next_day else ""
        return f"{need.days_in_words}, {clock_words(need.starts)} to {clock_words(need.ends)}{after}"


@dataclass(frozen=True)
class Short:
    """A time in which a unit has fewer people on duty than it needs."""

    rule_id: int
    unit_id: int
    unit: str
    area: str
    strand_code: str
    strand: str
    on: date
    fall: Shortfall

    @property
    def when(self) -> str:
        """6pm to 10pm, or 10pm to 6am the next day."""
        return hours_words(clock.in_london(self.fall.starts_at), clock.in_london(self.fall.ends_at))

    @property
    def day(self) -> str:
        """Friday 4 December 2026: the day on which it begins."""
        begun = clock.in_london(self.fall.starts_at)
        return f"{begun:%A} {in_words(begun.date())}"

    @property
    def count(self) -> str:
        return f"{self.fall.fewest} of {self.fall.needed}"


def list_rules(viewer: Viewer, narrowed: Narrowed = EVERYTHING) -> Sequence[CoverRow]:
    """The rules of the viewer's strands and areas that hold now, by area and unit; one statement."""
    rows = db.session.execute(
        _rules(viewer, Permission.DUTY_READ)
        .where(*narrowed.of(CoverRule.strand, Unit.area, CoverRule.unit_id))
        .order_by(Unit.area, Unit.name, CoverRule.unit_id, CoverRule.starts, CoverRule.id)
        .limit(MOST_RULES)
    )
    return [_row(rule, unit, area) for rule, unit, area in rows]


def get_rule(rule_id: int, viewer: Viewer) -> CoverRow:
    """A rule that the viewer may change; otherwise ``NotFound``."""
    found = db.session.execute(_rules(viewer, Permission.DUTY_EDIT).where(CoverRule.id == rule_id)).one_or_none()
    if found is None:
        raise NotFound(f"no rule of cover {rule_id} for this viewer")
    return _row(*found)


def list_short(viewer: Viewer, first: date, last: date, narrowed: Narrowed = EVERYTHING) -> list[Short]:
    """When units have fewer people than their rules ask, begun between two days, both included; two statements."""
    rows = list_rules(viewer, narrowed)
    present = _present({(row.rule.unit_id, row.rule.strand) for row in rows}, first, last) if rows else {}
    found = []
    for row in rows:
        rule = row.rule
        for starts, ends in rule.need.times(first, last):
            window = clock.from_london(starts), clock.from_london(ends)
            for fall in shortfalls(window, rule.people, present.get((rule.unit_id, rule.strand), ())):
                on = starts.date()
                found.append(Short(rule.id, rule.unit_id, row.unit, row.area, rule.strand, row.strand, on, fall))
    return sorted(found, key=lambda one: (one.fall.starts_at, one.unit, one.rule_id))


def _rules(viewer: Viewer, permission: Permission) -> Select[*tuple[Any, ...]]:
    within = viewer.within(permission, CoverRule.strand, Unit.area)
    return (
        select(CoverRule, Unit.name, Unit.area)
        .join(Unit, Unit.id == CoverRule.unit_id)
        .where(CoverRule.ended_at.is_(None), within)
    )


def _row(rule: CoverRule, unit: str, area: str) -> CoverRow:
    return CoverRow(rule, unit, area_name(area), get_strand(rule.strand).name)


def _present(
    units: Collection[tuple[int, str]], first: date, last: date
) -> Mapping[tuple[int | None, str], Sequence[Present]]:
    """Those confirmed on published duties of these units and strands near these days, a time that passes midnight
    among them; one statement."""
    found: dict[tuple[int | None, str], list[Present]] = defaultdict(list)
    rows = db.session.execute(
        select(Duty.unit_id, Duty.strand, Duty.starts_at, Duty.ends_at, func.count(SignUp.id))
        .join(SignUp, SignUp.duty_id == Duty.id)
        .where(
            tuple_(Duty.unit_id, Duty.strand).in_(list(units)), Duty.state == DutyState.PUBLISHED,
            SignUp.state == SignUpState.CONFIRMED, Duty.ends_at > clock.start_of_day(first),
            Duty.starts_at < clock.start_of_day(last + 2 * DAY),
        )
        .group_by(Duty.id)
    )  # fmt: skip
    for unit_id, strand, starts_at, ends_at, people in rows:
        found[unit_id, strand].append(Present(starts_at, ends_at, people))
    return found
