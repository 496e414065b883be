"""Quarters of the financial year, and what is counted of one: the smallest time that anything is published of."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = 3


class Atom(NamedTuple):
    """The smallest count: people of one measure, strand, area and group of one characteristic.

    ``measure`` is ``active`` (serving at the end of the cut-off day), or of the quarter ``applied`` (sent an
    application), ``appointed``, ``lost:<stage>`` (an application that ended otherwise, by the stage it ended from) or
    ``left`` (stopped serving). ``area`` is empty where it is not known. ``group`` is never a sum.
    """

    measure: str
    strand: str
    area: str
    characteristic: str
    group: str


@dataclass(frozen=True)
class QuarterCounts:
    """What was counted of the quarter that ends on ``cut_off``, included. Everyone counts once in a characteristic."""

    cut_off: date
    counts: Mapping[Atom, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """As text, in a fixed order."""
        return json.dumps([[*atom, count] for atom, count in sorted(self.counts.items()) if count])


def read_quarter(cut_off: date, text: str) -> QuarterCounts:
    """Counts from their text."""
    return QuarterCounts(cut_off, Counter({Atom(*atom): count for *atom, count in json.loads(text)}))


def is_cut_off(day: date) -> bool:
    """Whether a day is the last of a quarter of the financial year."""
    after = day + timedelta(days=1)
    return after.day == 1 and after.month in {1, 4, 7, 10}


def cut_off_of(day: date) -> date:
    """The last day of the quarter that a day lies in."""
    first_month = (day.month - 1) // MONTHS * MONTHS + 1
    year, month = (day.year, first_month + MONTHS) if first_month < 10 else (day.year + 1, 1)
    return date(year, month, 1) - timedelta(days=1)


def first_day_of(cut_off: date) -> date:
    """The first day of the quarter that ends on a cut-off."""
    return date(cut_off.year, cut_off.month - MONTHS + 1, 1)


def before(cut_off: date, quarters: int = 1) -> date:
    """The cut-off so many quarters before."""
    for _ in range(quarters):
        cut_off = first_day_of(cut_off) - timedelta(days=1)
    return cut_off


def latest_cut_off(today: date) -> date:
    """The last cut-off that is over."""
    return first_day_of(cut_off_of(today)) - timedelta(days=1)


def words_of_quarter(cut_off: date) -> str:
    """``July to September 2026``."""
    return f"{first_day_of(cut_off):%B} to {cut_off:%B %Y}"
