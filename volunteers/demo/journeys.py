"""Dated ways through any strand's pipeline: stages in the order its table allows, and checks gathered on the way."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from volunteers import clock
from volunteers.strands.rules import CheckDefinition, Pipeline, Stage, Strand

# Stages take about what is usual; one in twenty takes longer than the longest.
SPREAD = 0.45
SHORTEST_DAYS = 3
LONGEST = 1.6
# A medical lapses on the date the force medical officer writes down; here four years on.
MEDICAL_MONTHS = 48
SHORT_LIVED_MONTHS = 24


@dataclass(frozen=True)
class Move:
    """A move from one stage to another on a day."""

    from_stage: str
    to_stage: str
    on: date


@dataclass(frozen=True)
class Found:
    """A check asked for on one day and known on another; ``result_on`` is None while it is with someone."""

    code: str
    asked_on: date
    result_on: date | None
    valid_until: date | None = None
    passed: bool = True


@dataclass(frozen=True)
class Journey:
    """An application's moves and checks, oldest first."""

    moves: tuple[Move, ...]
    checks: tuple[Found, ...]

    @property
    def stage(self) -> str:
        return self.moves[-1].to_stage

    @property
    def submitted_on(self) -> date:
        return self.moves[0].on

    def as_of(self, day: date) -> "Journey":
        """As it stood at the end of a day: what came later has not happened yet."""
        moves = tuple(move for move in self.moves if move.on <= day)
        asked = (check for check in self.checks if check.asked_on <= day)
        checks = tuple(
            check
            if check.result_on is not None and check.result_on <= day
            else replace(check, result_on=None, valid_until=None, passed=False)
            for check in asked
        )
        return Journey(moves, checks)


def route_to_appointment(pipeline: Pipeline, chance: Random, *, strays: float = 0.04) -> list[str]:
    """The straight way from draft to appointed; a few are sent back once and come forward again."""
    path = [stage.code for stage in pipeline.path]
    if chance.random() >= strays:
        return path
    turns = [
        (path.index(back), place)
        for place, code in enumerate(path)
        for back in pipeline.stage(code).moves
        if back in path[1:place]
    ]
    if not turns:
        return path
    back, place = min(turns, key=lambda turn: turn[1])
    return [*path[: place + 1], *path[back : place + 1], *path[place + 1 :]]


def route_to_end(pipeline: Pipeline, last_open: str, end: str) -> list[str]:
    """The way from draft to an ending that comes at one of the open stages."""
    path = [stage.code for stage in pipeline.path]
    return [*path[: path.index(last_open) + 1], end]


def days_at(stage: Stage, chance: Random) -> int:
    """How long one application stands at a stage, in days."""
    usual = stage.usual_days or 14
    longest = (stage.longest_days or usual * 2) * LONGEST
    days = chance.lognormvariate(math.log(usual * 0.9), SPREAD)
    return int(min(max(days, SHORTEST_DAYS), longest))


def journey(
    strand: Strand, route: list[str], chance: Random, *, starts_on: date | None = None, ends_on: date | None = None
) -> Journey:
    """A journey along a route that is submitted on one day, or comes to its end on another."""
    gaps = [days_at(strand.pipeline.stage(code), chance) for code in route[1:-1]]
    first = starts_on or (ends_on or date.max) - timedelta(days=sum(gaps))
    days = [first]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    last = ends_on or _working_day(days[-1])
    days = [first, *(_working_day(day) for day in days[1:-1]), last]
    moves = tuple(Move(route[n], route[n + 1], day) for n, day in enumerate(days))
    return Journey(moves, tuple(_checks(strand, moves, chance)))


def _working_day(day: date) -> date:
    """The Monday after a weekend; stages are at least three days apart, so the order stays."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def _checks(strand: Strand, moves: tuple[Move, ...], chance: Random) -> list[Found]:
    known = {check.code: check for check in strand.checks}
    found: dict[str, Found] = {}
    for arrived, leaves in pairwise(moves):
        there = strand.pipeline.stage(leaves.to_stage)
        if there.kind in (strand.pipeline.unsuccessful.kind, strand.pipeline.withdrawn.kind):
            _gather_in_vain(strand, arrived, leaves, found, chance)
            continue
        for code in there.needs:
            if code not in found and not strand.pipeline.is_back(leaves.from_stage, leaves.to_stage):
                found[code] = _find(known[code], arrived.on, leaves.on, chance)
    return list(found.values())


def _gather_in_vain(strand: Strand, arrived: Move, leaves: Move, found: dict[str, Found], chance: Random) -> None:
    """What was gathered before the application ended: some of it, and where it was declined the check that failed."""
    known = {check.code: check for check in strand.checks}
    wanted = [code for code in strand.pipeline.gathered_at(leaves.from_stage) if code not in found]
    chance.shuffle(wanted)
    if wanted and leaves.to_stage == strand.pipeline.unsuccessful.code:
        failed = wanted.pop()
        found[failed] = replace(_find(known[failed], arrived.on, leaves.on, chance), valid_until=None, passed=False)
    for code in wanted[: chance.randint(0, len(wanted))]:
        found[code] = _find(known[code], arrived.on, leaves.on, chance)


def _find(check: CheckDefinition, arrived: date, leaves: date, chance: Random) -> Found:
    """A check passed between two days. What does not last long is done last, so that it still holds at the end."""
    days = (leaves - arrived).days
    months = MEDICAL_MONTHS if check.code == "medical" else check.valid_months
    early = 0.8 if months is not None and months < SHORT_LIVED_MONTHS else 0.25
    result_on = arrived + timedelta(days=int(days * chance.uniform(early, 1)))
    asked_on = arrived + timedelta(days=int((result_on - arrived).days * chance.uniform(0, 0.3)))
    return Found(check.code, asked_on, result_on, valid_until(result_on, months))


def valid_until(result_on: date, months: int | None) -> date | None:
    """The last good day of something that lasts so many months from a day."""
    return None if months is None else clock.add_months(result_on, months) - timedelta(days=1)
