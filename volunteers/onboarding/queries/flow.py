"""How applications flow, counted in the database for one viewer: a fixed number of statements, whatever the sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, text

from volunteers import clock
from volunteers.applications.models import DRAFT
from volunteers.applications.rules.choices import WITHDRAWAL_REASONS
from volunteers.errors import NotFound
from volunteers.extensions import LARGEST_ID, db
from volunteers.forces.queries import current_force
from volunteers.onboarding.rules.flow import (
    Ending,
    Funnel,
    Leaving,
    Left,
    Period,
    Standing,
    Stay,
    StayRow,
    Waiting,
    Way,
    funnel_of,
    leaving_of,
    path_of,
    standing_of,
    stay_rows,
)
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.strands.queries import all_strands, current_strand
from volunteers.strands.rules import StageKind, Strand

MOST_UNITS = 500

# What the viewer may see, of one strand: all areas, or those listed; and one unit where one was chosen.
SCOPE = "a.strand = :strand AND (:everywhere OR a.area = ANY(:areas)) AND (:unit = 0 OR a.unit_id = :unit)"

# All three are counted from one reading of the dated moves since the first day. An application was sent in the period
# when it left its draft in it, and then all its moves are among these. A stay ends with the next move. The London day
# of a moment is found by searching the list of the days' first moments, which costs a fraction of making it a date.
COUNT = f"""
WITH moves AS MATERIALIZED (
    SELECT application_id, from_stage, to_stage, day, is_own, reason,
           lead(day) OVER way AS until, lead(to_stage) OVER way AS onward
    FROM (
        SELECT c.id, c.at, c.application_id, c.from_stage, c.to_stage,
               width_bucket(c.at, CAST(:days AS timestamptz[])) AS day,
               c.from_stage = :draft AND c.at < :end AS is_own,
               CASE WHEN c.to_stage = :withdrew AND c.reason = ANY(:reasons) THEN c.reason END AS reason
        FROM stage_changes c JOIN applications a ON a.id = c.application_id
        WHERE c.at >= :first AND {SCOPE}
    ) AS each
    WINDOW way AS (PARTITION BY application_id ORDER BY at, id)
), ways AS (
    SELECT max(array_position(CAST(:path AS text[]), to_stage)) - 1 AS furthest,
           max(to_stage) FILTER (WHERE until IS NULL) AS here
    FROM moves GROUP BY application_id HAVING bool_or(is_own)
)
SELECT 'way' AS part, here AS stage, '' AS how, furthest AS number, count(*) AS people
FROM ways GROUP BY here, furthest
UNION ALL
SELECT 'stay', to_stage,
       CASE WHEN onward IS NULL THEN 'waiting' WHEN onward = :withdrew THEN 'withdrew' ELSE 'left' END,
       coalesce(until, :today) - day, count(*)
FROM moves WHERE day <= :last AND to_stage = ANY(:open) GROUP BY 2, 3, 4
UNION ALL
SELECT 'ending', from_stage, coalesce(reason, ''), (to_stage = :withdrew)::int, count(*)
FROM moves WHERE day <= :last AND to_stage IN (:withdrew, :unsuccessful) GROUP BY 2, 3, 4
"""  # noqa: S608 - put together from constants
# With the memory that sessions have by themselves, the moves of a year are sorted on disk.
AT_EASE = "SELECT set_config('work_mem', '32MB', true)"

STANDING = f"""
SELECT a.stage, a.waits_on, count(*) AS people, min(a.stage_since) AS oldest,
       count(*) FILTER (WHERE a.usual_until < :today AND a.longest_until >= :today) AS slow,
       count(*) FILTER (WHERE a.longest_until < :today) AS overdue
FROM applications a
WHERE a.stage NOT IN ('draft', 'appointed', 'unsuccessful', 'withdrawn') AND {SCOPE}
GROUP BY a.stage, a.waits_on
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True)
class FlowWanted:
    """What is asked for; empty is not narrowed. ``strand`` and ``area`` are codes, ``unit`` a number as typed."""

    period: Period
    strand: str = ""
    area: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Flow:
    """The page: what was chosen, what else may be, and the four things that are counted."""

    period: Period
    strand: Strand
    area: str
    unit: int
    place: str
    strands: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    funnel: Funnel
    stays: tuple[StayRow, ...]
    standing: Standing
    leaving: Leaving

    @property
    def most_days(self) -> int:
        """The end of the scale on which days are drawn."""
        known = [each for row in self.stays for each in (row.spread.high, row.spread.median, row.longest_days)]
        return max([each for each in known if each is not None], default=1)


def get_flow(wanted: FlowWanted, viewer: Viewer) -> Flow:
    """The flow of one strand in the viewer's scope; ``NotFound`` for a strand, area or unit that is not theirs.

    Five statements.
    """
    code, mine = _strand(wanted.strand, viewer)
    if wanted.area and wanted.area not in mine:
        raise NotFound(f"no area {wanted.area!r} for this viewer")
    strand = current_strand(code)
    names = current_force().area_names
    areas = (wanted.area,) if wanted.area else mine
    units = _units(code, areas)
    unit = _unit(wanted.unit, units)
    # Those whose area is not known yet are seen by whoever sees all areas.
    whole = not wanted.area and viewer.may_in(Permission.FLOW_READ, code, None)
    scope = {"strand": code, "everywhere": whole, "areas": list(areas), "unit": unit}
    ways, stays, endings = _counted(strand, wanted.period, scope)
    today = clock.today()
    return Flow(
        period=wanted.period,
        strand=strand,
        area=wanted.area,
        unit=unit,
        place=_place(wanted.area, dict(units).get(str(unit)), names, mine, whole=whole),
        strands=tuple((each.code, each.name) for each in _strands(viewer)),
        areas=tuple((each, names[each]) for each in mine),
        units=units,
        funnel=funnel_of(strand, ways),
        stays=tuple(stay_rows(strand.pipeline.open_stages, stays)),
        standing=standing_of(strand.pipeline.open_stages, _waiting(scope, today), on=today),
        leaving=leaving_of(strand.pipeline.open_stages, endings, dict(WITHDRAWAL_REASONS)),
    )


def _strands(viewer: Viewer) -> list[Strand]:
    return [strand for strand in all_strands() if _areas(strand.code, viewer)]


def _areas(strand: str, viewer: Viewer) -> tuple[str, ...]:
    areas = list(current_force().area_names)
    return tuple(area for area in areas if viewer.may_in(Permission.FLOW_READ, strand, area))


def _strand(code: str, viewer: Viewer) -> tuple[str, tuple[str, ...]]:
    """The strand asked for, or the viewer's first, with the areas that are theirs in it."""
    seen = {strand.code.value: _areas(strand.code, viewer) for strand in _strands(viewer)}
    if not seen or (code and code not in seen):
        raise NotFound(f"no strand {code!r} for this viewer")
    found = code or next(iter(seen))
    return found, seen[found]


def _units(strand: str, areas: Sequence[str]) -> tuple[tuple[str, str], ...]:
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(Unit.area.in_(areas), Unit.strand.is_(None) | (Unit.strand == strand), offered())
        .order_by(Unit.name, Unit.id)
        .limit(MOST_UNITS)
    )
    return tuple((str(number), name) for number, name in rows)


def _unit(typed: str, units: Sequence[tuple[str, str]]) -> int:
    if not typed:
        return 0
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID)) else 0
    if str(number) not in dict(units):
        raise NotFound(f"no unit {typed!r} for this viewer")
    return number


def _place(area: str, unit: str | None, names: Mapping[str, str], mine: Sequence[str], *, whole: bool) -> str:
    if unit:
        return unit
    if area:
        return names[area]
    if whole:
        return "whole force"
    return names[mine[0]] if len(mine) == 1 else "all my areas"


def _counted(strand: Strand, period: Period, scope: Mapping[str, Any]) -> tuple[list[Way], list[Stay], list[Ending]]:
    db.session.execute(text(AT_EASE))
    rows = db.session.execute(text(COUNT), {**scope, **_given(strand, period, clock.today())}).all()
    ways = [Way(row.number, row.stage, row.people) for row in rows if row.part == "way" and row.number is not None]
    stays = [Stay(row.stage, row.number, Left(row.how), row.people) for row in rows if row.part == "stay"]
    endings = [Ending(row.stage, bool(row.number), row.how, row.people) for row in rows if row.part == "ending"]
    return ways, stays, endings


def _given(strand: Strand, period: Period, today: date) -> dict[str, Any]:
    """The days are numbered from 1, the first of the period."""
    ends = {stage.kind: stage.code for stage in strand.pipeline.stages if stage.is_final}
    days = [period.first + timedelta(days=step) for step in range((today - period.first).days + 1)]
    return {
        "days": [clock.start_of_day(day) for day in days],
        "first": clock.start_of_day(period.first),
        "end": clock.start_of_day(period.last + timedelta(days=1)),
        "last": (period.last - period.first).days + 1,
        "today": len(days),
        "draft": DRAFT,
        "path": [stage.code for stage in path_of(strand)],
        "open": [stage.code for stage in strand.pipeline.open_stages],
        "reasons": [code for code, _ in WITHDRAWAL_REASONS],
        "withdrew": ends[StageKind.WITHDRAWN],
        "unsuccessful": ends[StageKind.UNSUCCESSFUL],
    }


def _waiting(scope: Mapping[str, Any], today: date) -> list[Waiting]:
    rows = db.session.execute(text(STANDING), {**scope, "today": today})
    return [
        Waiting(row.stage, tuple(row.waits_on), row.people, clock.on(row.oldest), row.slow, row.overdue) for row in rows
    ]
