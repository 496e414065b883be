"""Small made-up inputs of releases. People are added by the handful; what is not said of them is the same of all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from volunteers.trends.disclosure.content import Rules
from volunteers.trends.disclosure.frozen import Frozen, StrandShape
from volunteers.trends.disclosure.quarters import Atom, QuarterCounts, before
from volunteers.trends.disclosure.tables import Key, SumOf, System
from volunteers.trends.rules.representation.groups import ADULTS, CADETS

CUT_OFF = date(2026, 9, 30)
SPECIALS, SUPPORT, CADET = "special_constabulary", "police_support_volunteers", "cadets"
STAGES = (("review", "review"), ("interview", "interview"), ("training", "training"))
STRANDS = (
    StrandShape(SPECIALS, "Special Constabulary", is_of_children=False, stages=STAGES),
    StrandShape(SUPPORT, "Police Support Volunteers", is_of_children=False, stages=STAGES[:2]),
    StrandShape(CADET, "Police Cadets", is_of_children=True, stages=STAGES[:1]),
)
AREAS = (("east", "East"), ("north", "North"), ("south", "South"))


class Quarter:
    """What happened in one quarter, being written down."""

    def __init__(self) -> None:
        self.counts: Counter[Atom] = Counter()

    def people(self, count: int, measure: str, strand: str = SPECIALS, area: str = "east", **groups: str) -> "Quarter":
        """So many people of one measure; of the characteristics not named they said nothing, and they are 25 to 34."""
        for one in CADETS if strand == CADET else ADULTS:
            usual = ("13_to_15" if strand == CADET else "25_to_34") if one.code == "age" else "not_answered"
            self.counts[Atom(measure, strand, area, one.code, groups.get(one.code, usual))] += count
        return self


def a_frozen(quarters: Sequence[Quarter], cut_off: date = CUT_OFF, **other: Any) -> Frozen:
    """An input of these quarters, the last of which ends at the cut-off; those before were empty."""
    empty = [Quarter() for _ in range(4 - len(quarters))]
    every = [*empty, *quarters]
    counted = [
        QuarterCounts(before(cut_off, len(every) - 1 - number), quarter.counts) for number, quarter in enumerate(every)
    ]
    begun: dict[str, Any] = {
        "cut_off": cut_off, "version": 1, "note": "", "force": "A force", "rules": Rules(5, 10, 5, 23),
        "strands": STRANDS, "areas": AREAS, "quarters": counted, "residents": (), "residents_source": "Nobody",
    }  # fmt: skip
    return Frozen(**{**begun, **other})


def a_table(rows: Mapping[str, Sequence[int]], columns: Sequence[str]) -> System:
    """A table with its totals, from rows of numbers."""
    values = {
        Key(name, "", column): number for name, row in rows.items() for column, number in zip(columns, row, strict=True)
    }
    for name in rows:
        values[Key(name, "", "total")] = sum(values[Key(name, "", column)] for column in columns)
    for column in (*columns, "total"):
        values[Key("total", "", column)] = sum(values[Key(name, "", column)] for name in rows)
    sums = [SumOf(Key(name, "", "total"), tuple(Key(name, "", one) for one in columns)) for name in (*rows, "total")]
    sums += [SumOf(Key("total", "", one), tuple(Key(name, "", one) for name in rows)) for one in (*columns, "total")]
    return System("table", values, sums)
