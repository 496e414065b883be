"""Whatever the table, every need is met, nothing is hidden for nothing, and no total that is given is touched."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trends.disclosure.worlds import a_table
from volunteers.trends.disclosure.hiding import CannotHide, cost_of, hide
from volunteers.trends.disclosure.needs import Need, all_of, full_rows, small, small_cells, unsure
from volunteers.trends.disclosure.outsider import intervals
from volunteers.trends.disclosure.parts import parts_of
from volunteers.trends.disclosure.tables import Key, SumOf, System

COLUMNS = ("a", "b", "c", "d")
TABLES = st.lists(
    st.lists(st.one_of(st.just(0), st.integers(1, 12), st.integers(13, 90)), min_size=4, max_size=4),
    min_size=3, max_size=5,
).map(lambda rows: a_table({f"r{number}": row for number, row in enumerate(rows)}, COLUMNS))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(table=TABLES)
def test_every_need_is_met_and_nothing_is_hidden_for_nothing(table: System) -> None:
    needs = small_cells(table, 10)
    hidden = hide(table, needs)
    assert set(needs) <= hidden
    assert [
        key for key, found in intervals(table, hidden).items() if key in needs and not needs[key].is_met(*found)
    ] == []
    for key in hidden - set(needs):
        found = intervals(table, hidden - {key})
        assert any(not need.is_met(*found[one]) for one, need in needs.items()), f"{key} need not be hidden"


@pytest.mark.parametrize("seed", range(6))
def test_in_small_tables_the_fewest_people_are_hidden(seed: int) -> None:
    chance = random.Random(seed)
    rows = {name: [chance.choice((chance.randint(0, 9), chance.randint(10, 60))) for _ in "abc"] for name in "xyz"}
    table = a_table(rows, "abc")
    needs = small_cells(table, 10)
    found = hide(table, needs)
    others = [key for key in table.values if key not in needs]
    least = min(
        sum(cost_of(table, key) for key in (*needs, *more))
        for size in range(len(others) + 1)
        if size <= len(found) - len(needs)
        for more in combinations(others, size)
        if all(needs[key].is_met(*each) for key, each in intervals(table, {*needs, *more}).items() if key in needs)
    )
    assert sum(cost_of(table, key) for key in found) == least


def test_a_total_that_is_given_is_never_hidden_and_where_that_leaves_no_way_it_is_said() -> None:
    table = a_table({"few": (3, 30, 40), "many": (50, 60, 70)}, "abc")
    totals = {key for key in table.values if "total" in (key.measure, key.group)}
    assert not hide(table, small_cells(table, 10), shown=totals) & totals
    lonely = a_table({"few": (3, 4)}, "ab")
    with pytest.raises(CannotHide) as fault:
        hide(lonely, {Key("few", "", "a"): small(10)}, shown={key for key in lonely.values if key.group == "total"})
    assert fault.value.key == Key("few", "", "a")


def test_cells_hidden_for_another_reason_help_to_hide() -> None:
    table = a_table({"x": (4, 30, 40), "y": (50, 60, 70)}, "abc")
    forced = {Key("x", "", "c"), Key("y", "", "a"), Key("y", "", "c")}
    assert hide(table, small_cells(table, 10), forced) == {Key("x", "", "a"), *forced}


def test_a_row_of_one_group_alone_is_a_need_and_one_that_said_nothing_is_none() -> None:
    table = a_table({"x": (14, 0), "y": (0, 14), "z": (7, 7)}, ("asian", "not_answered"))
    assert set(full_rows(table, ["asian"], 10)) == {Key("x", "", "asian")}


@pytest.mark.parametrize(
    ("need", "low", "high", "met"),
    [
        (small(10), 0, 10, True), (small(10), 6, 28, True), (small(10), 0, 9, False), (small(10), 3, 11, False),
        (unsure(10), 80, 89, True), (unsure(10), 80, 88, False), (Need(1), 5, 5, True),
    ],
)  # fmt: skip
def test_an_interval_meets_a_need_or_not(need: Need, low: int, high: int, met: bool) -> None:
    assert need.is_met(low, high) is met


def test_two_needs_of_one_cell_are_both_kept() -> None:
    key = Key("x", "", "a")
    assert all_of({key: small(5)}, {key: unsure(10)}) == {key: Need(width=10, high_at_least=5, low_at_most=4)}


def test_a_system_falls_into_parts_that_no_sum_joins() -> None:
    one, two = a_table({"x": (1, 2)}, "ab"), a_table({"y": (3, 4)}, "ab")
    values = {**one.values, **{key._replace(place="other"): value for key, value in two.values.items()}}
    moved = [
        SumOf(each.whole._replace(place="other"), tuple(part._replace(place="other") for part in each.parts))
        for each in two.sums
    ]
    parts = list(parts_of(System("both", values, [*one.sums, *moved])))
    assert [len(part.values) for part in parts] == [6, 6]
    assert [part.faults() for part in parts] == [[], []]


def test_a_system_says_what_does_not_hang_together() -> None:
    whole, part = Key("x", "", "total"), Key("x", "", "a")
    assert System("s", {whole: 3, part: 2}, [SumOf(whole, (part,))]).faults() == [
        f"s: the parts of {whole} do not add up to it"
    ]
    assert System("s", {whole: 3}, [SumOf(whole, (part,))]).faults() == [f"s: {part} is not counted"]
