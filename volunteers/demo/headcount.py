"""How many Specials the demonstration has at the end of each month, after the real Avon and Somerset series.

Between published dates the number runs straight from one to the next. Rounded and lower-bound counts are left out: a
line through counts of different precision would show falls that never were. Nothing is published after March 2023:
from there on the numbers are ASSUMED, a little lower at first and then level, and stand in no figure called published.
"""

import csv
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from volunteers import clock

SERIES = Path(__file__).parent.parent / "trends" / "published" / "avon_somerset_special_constables_1979_2023.csv"
TRUSTED = ("exact", "as reported")
ASSUMED = ((date(2024, 3, 31), 226), (date(2025, 3, 31), 230), (date(2026, 3, 31), 240))
# The part of all Specials who leave in a month: 5,008 left in the year to March 2017, of about 14,750 in the middle of
# it, in England and Wales.
LEAVING = 0.023


@dataclass(frozen=True)
class Month:
    """One month of the plan: its last day counted, and how many begin and leave in it."""

    first_on: date
    last_on: date
    joiners: int
    leavers: int
    headcount: int


@cache
def published() -> tuple[tuple[date, int], ...]:
    """The published counts that are precise enough to run a line through, with the day they were counted on."""
    with SERIES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["precision"] in TRUSTED]
    return tuple((_counted_on(row["as_at"]), int(row["headcount"])) for row in rows if "-" in row["as_at"])


def level(on: date) -> float:
    """Specials in the real force on a day, as far as it is published, and as assumed after that."""
    knots = (*published(), *ASSUMED)
    place = bisect_right(knots, (on, 10**9))
    if place in (0, len(knots)):
        return float(knots[min(place, len(knots) - 1)][1])
    (before, low), (after, high) = knots[place - 1], knots[place]
    return low + (high - low) * (on - before).days / (after - before).days


def headcount(on: date, *, volunteers: int, today: date) -> int:
    """Specials of the demonstration on a day, when so many serve today."""
    return round(level(on) * volunteers / level(today))


def months(chance: Random, first: date, today: date, *, volunteers: int, joining: Mapping[date, int]) -> list[Month]:
    """Joiners and leavers of every month from that of ``first`` to today's, so that each month ends on its headcount.

    ``joining`` says how many must begin in a month at least, by its first day.
    """
    planned = []
    before = headcount(clock.month_of(first) - timedelta(days=1), volunteers=volunteers, today=today)
    for month in clock.months_between(first, today):
        last_on = min(clock.add_months(month, 1) - timedelta(days=1), today)
        after = headcount(last_on, volunteers=volunteers, today=today)
        share = (last_on - month).days / 30
        leavers = max(int(before * LEAVING * share * chance.uniform(0.7, 1.3) + chance.random()), before - after)
        joiners = max(after - before + leavers, joining.get(month, 0))
        planned.append(Month(month, last_on, joiners, before + joiners - after, after))
        before = after
    return planned


def _counted_on(words: str) -> date:
    """The day of a full date; the last one of a month."""
    if len(words) == len("2021-12"):
        return clock.add_months(date.fromisoformat(f"{words}-01"), 1) - timedelta(days=1)
    return date.fromisoformat(words)
