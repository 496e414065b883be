"""The 18 worked examples of assurance.md 4.6, by number: what an outsider proves, and that it is not published."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.trends.disclosure.worlds import CUT_OFF, SPECIALS, SUPPORT, Quarter, a_frozen, a_table
from volunteers.trends.disclosure.counts import PublishedCount, percentage, rounded
from volunteers.trends.disclosure.frozen import read_frozen
from volunteers.trends.disclosure.hiding import hide
from volunteers.trends.disclosure.needs import Splits, one_sided_splits, small, small_cells
from volunteers.trends.disclosure.outsider import intervals
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.disclosure.release import build, counts_by_quarter
from volunteers.trends.disclosure.rows import Scope
from volunteers.trends.disclosure.tables import Key, SumOf, System
from volunteers.trends.rules.representation.groups import ADULTS

BASE = a_table({"specials": (43, 27, 6), "cadets": (31, 12, 22), "support": (18, 41, 15)}, ("north", "south", "east"))
SIX = Key("specials", "", "east")
PREVIOUS = before(CUT_OFF)


def cells(*names: str) -> set[Key]:
    """Cells by row and column."""
    return {Key(row, "", column) for row, column in (name.split("/") for name in names)}


def lost(hidden: Iterable[Key]) -> int:
    """How many people are hidden beside the six."""
    return sum(BASE.values[key] for key in hidden if key != SIX)


def possible(shown: list[int], total: int) -> list[set[int]]:
    """What cells can be that are shown rounded to 5 beside their rounded total, found by trying everything."""
    ranges = [range(max(0, each - 2), each + 3) for each in shown]
    fitting = [each for each in product(*ranges) if rounded(sum(each), 5) == total]
    return [set(values) for values in zip(*fitting, strict=True)]


def test_1_a_lone_hidden_cell_is_the_total_less_the_others() -> None:
    assert intervals(BASE, {SIX})[SIX] == (6, 6)
    assert not small(10).is_met(6, 6)
    assert len(hide(BASE, small_cells(BASE, 10))) > 1


def test_2_hidden_cells_must_close_a_loop() -> None:
    found = intervals(BASE, {SIX, *cells("specials/south", "support/east")})
    assert set(found.values()) == {(6, 6), (27, 27), (15, 15)}


def test_3_a_rectangle_is_enough() -> None:
    hidden = {SIX, *cells("specials/south", "support/east", "support/south")}
    assert intervals(BASE, hidden)[SIX] == (0, 21)
    assert small(10).is_met(0, 21)
    assert lost(hidden) == 83


def test_4_the_least_is_hidden_as_tauargus_finds_it() -> None:
    hidden = hide(BASE, small_cells(BASE, 10))
    assert hidden == {SIX, *cells("specials/south", "cadets/east", "cadets/south")}
    assert lost(hidden) == 61
    assert intervals(BASE, hidden)[SIX] == (0, 28)


@pytest.mark.parametrize(("number", "pair", "provable"), [(5, (1, 1), (0, 2)), (6, (8, 9), (0, 17))])
def test_5_and_6_two_hidden_cells_of_one_row_are_judged_by_their_sum(
    number: int, pair: tuple[int, int], provable: tuple[int, int]
) -> None:
    table = a_table({"first": (*pair, 0, 30), "second": (20, 20, 40, 30)}, ("a", "b", "c", "d"))
    one, other = Key("first", "", "a"), Key("first", "", "b")
    # The mark may stand for none, and for as many as are published: so the second pair is not 8 and 9 for certain.
    assert intervals(table, {one, other, *cells("second/a", "second/b")})[one] == provable
    hidden = hide(table, small_cells(table, 10))
    low, high = intervals(table, hidden)[one]
    assert small(10).is_met(low, high)
    assert (high - low >= 9, high >= 10, low <= 9) == (True, True, True), number


def test_7_and_8_rounding_alone_gives_small_numbers_away() -> None:
    assert possible([5, 5], 5) == [{3, 4}, {3, 4}]
    assert possible([5] * 5, 35) == [{5, 6, 7}] * 5
    table = a_table({"all": (3, 3, 90)}, ("a", "b", "c"))
    assert {Key("all", "", "a"), Key("all", "", "b")} <= hide(table, small_cells(table, 10)), "hidden, not rounded"
    content = build(a_frozen([_active(East=7, North=7, South=21)]))
    assert content.by_code["adults.people"].count("active", "area:east").shown is None  # type: ignore[union-attr]


def test_9_a_small_number_is_hidden_and_not_rounded() -> None:
    assert possible([5, 25, 45], 75)[0] == {3, 4, 5, 6, 7}, "vague, and certainly small"
    assert SIX in hide(BASE, small_cells(BASE, 10))


def test_10_no_percentage_is_given_of_twelve_people() -> None:
    assert percentage(PublishedCount(1, CUT_OFF), PublishedCount(12, CUT_OFF)) is None
    assert percentage(PublishedCount(5, CUT_OFF), PublishedCount(20, CUT_OFF)) is None
    assert percentage(PublishedCount(5, CUT_OFF), PublishedCount(25, CUT_OFF)) == 20.0


def test_11_an_outcome_that_all_fourteen_had_is_not_told() -> None:
    quarter = Quarter()
    quarter.people(14, "lost:review", SPECIALS, disability="disabled")
    for measure, count in (("lost:review", 30), ("lost:interview", 30), ("lost:training", 30), ("appointed", 40)):
        quarter.people(count, measure, SPECIALS, disability="not_disabled")
    system = build(a_frozen([quarter])).by_code["adults.disability"]
    outcomes = [
        system.count(measure, SPECIALS, "disabled")
        for measure in ("reached:interview", "reached:training", "appointed")
    ]
    assert [figure.shown for figure in outcomes if figure] == [None, None, None]
    values = {Key("ended", "", "x"): 14, Key("appointed", "", "x"): 0, Key("lost", "", "x"): 14}
    split = Splits(Key("ended", "", "x"), (Key("appointed", "", "x"), Key("lost", "", "x")))
    assert set(one_sided_splits(System("s", values, []), [split], 10)) == {Key("appointed", "", "x")}


def _active(strand: str = SPECIALS, **areas: int) -> Quarter:
    quarter = Quarter()
    for area, count in areas.items():
        quarter.people(count, "active", strand, area.lower(), ethnicity="white")
    return quarter


def _joined_later(by: int, asian: int) -> tuple[PublishedCount, PublishedCount]:
    """The Asian volunteers of two quarters: 12, then more, of people everybody knows to have joined."""
    first = _active(East=60, North=60).people(12, "active", ethnicity="asian")
    second = _active(East=60 + by - asian, North=60).people(12 + asian, "active", ethnicity="asian")
    second.people(by - asian, "appointed", ethnicity="white").people(asian, "appointed", ethnicity="asian")
    before_it = build(a_frozen([first], cut_off=PREVIOUS))
    empty = [Quarter() for _ in range(3)]
    after_it = build(a_frozen([*empty, first, second], earlier=[before_it]))
    figures = [each.by_code["adults.ethnicity"].count("active", "all", "asian") for each in (before_it, after_it)]
    assert figures[0] is not None
    assert figures[1] is not None
    return figures[0], figures[1]


def test_12_one_who_joined_is_not_seen_in_the_next_figure() -> None:
    earlier, later = _joined_later(by=1, asian=1)
    assert (earlier.shown, earlier.as_at) == (10, PREVIOUS)
    assert later == earlier, "the figure stands as it was, with its date"


def test_13_rounding_does_not_stop_it() -> None:
    assert (rounded(12, 5), rounded(13, 5)) == (10, 15), "she would have been seen in the rounded figures too"
    for joined in (1, 2, 3):
        earlier, later = _joined_later(by=joined, asian=1)
        assert later == earlier
    _, enough = _joined_later(by=24, asian=12)
    assert (enough.shown, enough.as_at) == (25, CUT_OFF), "ten or more are given anew"


@pytest.mark.parametrize("east", [5, 7])
def test_14_and_15_a_total_less_the_areas_shown_tells_of_none_or_of_ten(east: int) -> None:
    people = build(a_frozen([_active(East=east, North=44, South=84 - east - 44)])).by_code["adults.people"]
    total = people.count("active", "all")
    areas = {area: people.count("active", f"area:{area}") for area in ("east", "north", "south")}
    assert total
    assert total.shown == 85
    hidden = {area for area, figure in areas.items() if figure and figure.shown is None}
    assert "east" in hidden
    assert len(hidden) == 2, "another goes with it, so that what is left is of ten or more"


def test_16_only_whole_quarters_are_counted() -> None:
    whole = a_frozen([_active(East=30)])
    with pytest.raises(ValueError, match="not the last day of a quarter"):
        build(replace(whole, cut_off=date(2026, 3, 12)))
    with pytest.raises(ValueError, match="was not counted"):
        build(replace(whole, quarters=whole.quarters[1:]))


def test_17_tables_that_share_their_totals_are_safe_together() -> None:
    quarter = Quarter()
    for area, counts in {"east": (9, 14, 3), "north": (22, 25, 4), "south": (31, 18, 16)}.items():
        quarter.people(counts[0], "active", SPECIALS, area, sex="female", ethnicity="white")
        quarter.people(counts[1], "active", SUPPORT, area, sex="male", ethnicity="white")
        quarter.people(counts[2], "active", SPECIALS, area, sex="male", ethnicity="black")
    joint, hidden = _together(quarter)
    assert not joint.faults()
    found = intervals(joint, hidden)
    small_ones = [key for key in hidden if 0 < joint.values[key] < 10 and "@" not in key.place]
    assert small_ones
    assert [key for key in small_ones if not small(10).is_met(*found[key])] == []


def _together(quarter: Quarter) -> tuple[System, set[Key]]:
    """All systems of adults as one, by their published sums, with the totals of rows as one cell."""
    frozen = a_frozen([quarter])
    scope = Scope("adults", frozen.strands[:2], frozen.areas)
    values: dict[Key, int] = {}
    sums: list[SumOf] = []
    hidden: set[Key] = set()
    by_code = build(frozen).by_code
    for one in ADULTS:
        exact = counts_by_quarter(frozen.quarters, scope, one)[CUT_OFF]
        system = by_code.get(f"adults.{one.code}")
        if system is None:
            continue

        def named(key: Key, code: str = one.code) -> Key:
            return key if key.group == "total" else key._replace(group=f"{code}.{key.group}")

        for key, figure in system.counts.items():
            values[named(key)] = exact[key]
            if figure.shown is None:
                hidden.add(named(key))
        sums += [SumOf(named(each.whole), tuple(map(named, each.parts))) for each in system.sums]
    return System("together", values, sums), hidden


def test_18_a_release_is_made_again_from_its_frozen_input_byte_for_byte() -> None:
    frozen = a_frozen([_active(East=12, North=44, South=33).people(13, "active", SUPPORT, ethnicity="asian")])
    published = build(frozen).to_bytes()
    assert build(read_frozen(frozen.to_bytes())).to_bytes() == published
    assert read_frozen(frozen.to_bytes()).to_bytes() == frozen.to_bytes()
