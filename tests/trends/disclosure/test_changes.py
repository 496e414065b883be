"""A figure is given anew when nobody or enough people changed in it, and what was kept back stays so."""

from collections import Counter
from datetime import date

import pytest

from tests.trends.disclosure.worlds import CUT_OFF
from tests.trends.released import a_content
from volunteers.trends.disclosure.changes import Past, changed, value_at
from volunteers.trends.disclosure.content import PublishedSystem
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.disclosure.tables import Key

PREVIOUS = before(CUT_OFF)
APPLIED, ACTIVE, MOVED = (Key(measure, "all", "female") for measure in ("applied", "active", "moved"))


def counted(*applied: int) -> dict[date, Counter[Key]]:
    """Applications of successive quarters, the last that of the cut-off."""
    return {before(CUT_OFF, len(applied) - 1 - number): Counter({APPLIED: each}) for number, each in enumerate(applied)}


def test_flows_are_over_four_quarters_and_differ_by_those_at_both_ends() -> None:
    counts = counted(7, 20, 30, 40, 5)
    assert value_at(counts, APPLIED, CUT_OFF) == 95
    assert value_at(counts, APPLIED, PREVIOUS) == 97
    assert changed(counts, APPLIED, PREVIOUS, CUT_OFF) == 12, "seven went and five came: not two"
    assert changed(counts, APPLIED, CUT_OFF, CUT_OFF) == 0


@pytest.mark.parametrize(
    ("before_it", "after_it", "moved", "people"), [(80, 80, 8, 8), (80, 83, 3, 3), (80, 90, 0, 10)]
)
def test_those_serving_differ_by_whoever_came_or_went(before_it: int, after_it: int, moved: int, people: int) -> None:
    counts = {PREVIOUS: Counter({ACTIVE: before_it}), CUT_OFF: Counter({ACTIVE: after_it, MOVED: moved})}
    assert changed(counts, ACTIVE, PREVIOUS, CUT_OFF) == people


def past(counts: dict[date, Counter[Key]], figure: PublishedCount) -> Past:
    system = PublishedSystem("adults.sex", "Sex", 10, {"female": "Female"}, {APPLIED: figure})
    return Past("adults.sex", CUT_OFF, counts, [a_content(cut_off=PREVIOUS, systems=[system])])


@pytest.mark.parametrize(
    ("counts", "figure", "is_stale", "stays_hidden"),
    [
        (counted(3, 20, 30, 40, 4), PublishedCount(95, PREVIOUS), True, False),  # given, and seven changed
        (counted(6, 20, 30, 40, 4), PublishedCount(95, PREVIOUS), False, False),  # given, and ten changed
        (counted(0, 20, 30, 40, 0), PublishedCount(90, PREVIOUS), False, False),  # given, and nobody changed
        (counted(3, 20, 30, 40, 4), PublishedCount(None, PREVIOUS), False, True),  # kept back, and seven changed
        (counted(0, 20, 30, 40, 0), PublishedCount(None, PREVIOUS), False, True),  # kept back, and nobody changed
        (counted(3, 20, 30, 40, 4), PublishedCount(80, before(PREVIOUS)), False, True),  # it stood as before then
        (counted(6, 20, 30, 40, 4), PublishedCount(None, PREVIOUS), False, False),  # kept back, and ten changed
    ],
)
def test_what_was_published_before_bears_on_what_is_published_now(
    counts: dict[date, Counter[Key]], figure: PublishedCount, is_stale: bool, stays_hidden: bool
) -> None:
    found = past(counts, figure)
    assert (found.is_stale(APPLIED, 10), found.stays_hidden(APPLIED, 10)) == (is_stale, stays_hidden)


def test_a_figure_kept_back_stands_as_it_was_last_given_within_a_year() -> None:
    assert past(counted(1, 2, 3, 4, 5), PublishedCount(95, PREVIOUS)).last_given(APPLIED) == PublishedCount(
        95, PREVIOUS
    )
    old = PublishedCount(95, before(CUT_OFF, 5))
    assert past(counted(1, 2, 3, 4, 5), old).last_given(APPLIED) is None
    assert past(counted(1, 2, 3, 4, 5), PublishedCount(None, PREVIOUS)).last_given(APPLIED) is None
