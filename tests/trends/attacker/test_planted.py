"""The attacker finds every planted fault of the worked examples, and nothing where a table is hidden properly."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from tests.trends.attacker import Attack, Interval, Name, Pair, Truth, attack, judge, pairs
from tests.trends.attacker.documents import CODE, base_table, cells_of, document, with_margins
from tests.trends.attacker.puzzle import MOST, Contradiction
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.tables import Key

SIX = Key("active", "specials", "east")
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def cell(strand: str, part: str) -> Key:
    return Key("active", strand, part)


def at(content: Content, key: Key) -> Name:
    return Name(content.name, CODE, key)


@pytest.mark.parametrize(
    ("hidden", "proved"),
    [
        ({SIX}, (6, 6)),
        ({SIX, cell("specials", "south"), cell("support", "east")}, (6, 6)),
    ],
    ids=["1: alone", "2: an L"],
)
def test_what_closes_no_loop_is_known_exactly(hidden: Collection[Key], proved: Interval) -> None:
    content = document(base_table(), hidden)
    found = judge([content], Truth(cells_of(content, base_table()), {}))
    assert [(one.kind, one.of, one.interval) for one in found] == [("cell", at(content, SIX), proved)]


@pytest.mark.parametrize(
    ("other", "proved"), [("support", (0, 21)), ("cadets", (0, 28))], ids=["3: a rectangle", "4: the optimum"]
)
def test_a_closed_loop_leaves_enough_open(other: str, proved: Interval) -> None:
    hidden = {SIX, cell("specials", "south"), cell(other, "east"), cell(other, "south")}
    content = document(base_table(), hidden)
    assert attack([content])[at(content, SIX)] == proved
    assert judge([content], Truth(cells_of(content, base_table()), {})) == []


def test_5_two_marks_that_add_up_to_two_are_both_one() -> None:
    exact = with_margins({cell("a", "x"): 1, cell("a", "y"): 1, cell("a", "z"): 40})
    del exact[Key("active", "all", "x")], exact[Key("active", "all", "y")], exact[Key("active", "all", "z")]
    hidden = {cell("a", "x"), cell("a", "y")}
    content = document(exact, hidden, row_sums=())
    known = Attack([content], marks_cover_zero=False).cells()
    assert [known[at(content, key)] for key in sorted(hidden)] == [(1, 1), (1, 1)], "where nobody is always shown as 0"
    assert {known[at(content, key)] for key in exact if key not in hidden} == {(40, 40), (42, 42)}
    for covers in (True, False):
        found = judge([content], Truth(cells_of(content, exact), {}), marks_cover_zero=covers)
        assert {one.of for one in found} == {at(content, key) for key in hidden}


def test_7_rounding_alone_shrinks_five_values_to_two() -> None:
    exact = with_margins({cell("a", "x"): 3, cell("a", "y"): 3})
    content = document(exact, rounding=5)
    found = judge([content], Truth(cells_of(content, exact), {}))
    proved = {one.of: one.interval for one in found}
    assert set(proved) == {at(content, key) for key in exact}
    assert {proved[at(content, cell("a", part))] for part in ("x", "y")} == {(3, 4)}


def test_12_one_more_in_a_later_release_is_her() -> None:
    key = Key("active", "cadets@east", "asian")
    before, after = (document({key: count}, cut_off=day) for count, day in ((12, MARCH), (13, APRIL)))
    pair = Pair("changed", at(after, key), at(before, key))
    assert pairs([before, after]) == {pair: (1, 1)}
    found = judge([before, after], Truth({}, {pair: 1}))
    assert [(one.kind, one.of) for one in found] == [("pair", pair)]


def test_13_the_same_rounded_is_still_her() -> None:
    key = Key("active", "cadets@east", "asian")
    before, after = (document({key: count}, cut_off=day, rounding=5) for count, day in ((12, MARCH), (13, APRIL)))
    pair = Pair("changed", at(after, key), at(before, key))
    assert pairs([before, after]) == {pair: (1, 7)}
    assert [one.of for one in judge([before, after], Truth({}, {pair: 1}))] == [pair]


@pytest.mark.parametrize(("rounding", "proved"), [(1, (5, 5)), (5, (1, 9))], ids=["14: exact", "15: rounded"])
def test_all_but_one_area_tells_of_the_one(rounding: int, proved: Interval) -> None:
    exact = {Key("active", "all", "total"): 84, Key("active", "rest", "total"): 79, Key("active", "east", "total"): 5}
    content = document(exact, {Key("active", "east", "total")}, rounding=rounding)
    pair = Pair("rest", *(at(content, Key("active", place, "total")) for place in ("all", "rest")))
    assert pairs([content]) == {pair: proved}
    found = judge([content], Truth(cells_of(content, exact), {pair: 5}))
    assert {one.kind for one in found} == {"cell", "pair"}


def test_16_part_of_a_quarter_beside_the_whole_tells_of_one() -> None:
    key, first = Key("applied", "cadets", "asian"), date(2026, 1, 1)
    part = document({key: 26}, cut_off=date(2026, 3, 12), from_on=first)
    whole = document({key: 27}, cut_off=MARCH, from_on=first)
    pair = Pair("changed", at(whole, key), at(part, key))
    assert pairs([part, whole])[pair] == (1, 1)
    assert judge([part, whole], Truth({}, {pair: 1}))


def test_twelve_months_that_overlap_tell_who_came_and_who_went() -> None:
    key = Key("applied", "cadets", "asian")
    releases = [
        document({key: count}, cut_off=day)
        for count, day in ((0, date(2025, 12, 31)), (2, MARCH), (30, date(2026, 6, 30)))
    ]
    found = pairs(releases)
    second, third = (at(one, key) for one in releases[1:])
    assert found[Pair("came", second, at(releases[0], key))] == (2, 2), "nobody was there to go"
    assert found[Pair("came", third, second)] == (28, 28)
    assert found[Pair("went", third, second)] == (0, 0)


def test_the_total_of_a_row_is_the_same_people_in_every_system() -> None:
    exact = with_margins({cell("a", "x"): 30, cell("a", "y"): 4})
    sex = document(
        exact, {cell("a", "y"), cell("a", "total"), Key("active", "all", "y"), Key("active", "all", "total")}
    )
    people = document({Key("active", "a", "total"): 34})
    both = Content(**{**vars(sex), "systems": [*sex.systems, *_named(people, "adults.people").systems]})
    assert attack([sex])[at(sex, cell("a", "y"))] == (0, MOST - 30)
    assert attack([both])[at(both, cell("a", "y"))] == (4, 4)


def _named(content: Content, code: str) -> Content:
    system = content.systems[0]
    return Content(**{**vars(content), "systems": [type(system)(**{**vars(system), "code": code})]})


def test_11_all_of_a_group_declined_is_told_whatever_the_base() -> None:
    exact = {
        Key("ended", "east", "disabled"): 14, Key("lost:interview", "east", "disabled"): 14,
        Key("appointed", "east", "disabled"): 0,
    }  # fmt: skip
    sums = [(("ended", "east"), (("lost:interview", "east"), ("appointed", "east")))]
    shown = document(exact, row_sums=sums)
    assert {one.kind for one in judge([shown], Truth(cells_of(shown, exact), {}))} == {"outcome"}
    hidden = document(exact, [key for key in exact if key.measure != "ended"], row_sums=sums)
    assert judge([hidden], Truth(cells_of(hidden, exact), {})) == []


def test_documents_that_contradict_one_another_are_said_to() -> None:
    exact = base_table() | {SIX: 7}
    with pytest.raises(Contradiction):
        attack([document(exact)])


def test_a_figure_that_is_not_the_rounded_truth_is_found() -> None:
    content = document(base_table(), rounding=5)
    found = judge([content], Truth({at(content, cell("specials", "north")): 52}, {}))
    assert [one.kind for one in found] == ["untrue"]


def test_a_row_of_one_group_alone_tells_of_everyone_in_it() -> None:
    parts = {"a": ("white", 30), "b": ("asian", 25)}
    exact = {Key("active", place, group): number for place, (group, number) in parts.items()}
    exact |= {Key("active", "a", "asian"): 0, Key("active", "b", "white"): 12}
    exact |= {Key("active", place, group): exact[Key("active", place, "white")] + exact[Key("active", place, "asian")]
              for place in parts for group in ("declared", "total")}  # fmt: skip
    sums = [("declared", ("white", "asian")), ("total", ("declared",))]
    content = document(exact, row_sums=())
    content = replace(content, systems=[replace(content.systems[0], group_sums=sums)])
    found = judge([content], Truth(cells_of(content, exact), {}))
    assert [(one.kind, one.of) for one in found] == [("full", at(content, Key("active", "a", "white")))]


def test_17_who_is_where_bounds_the_groups_of_both_margins() -> None:
    """Nobody of group x serves in the south, and few of strand a in the north: then few of strand a are of x."""
    people = document(
        {Key("active", "a", "total"): 26, Key("active", "a@north", "total"): 6, Key("active", "a@south", "total"): 20},
        row_sums=[(("active", "a"), (("active", "a@north"), ("active", "a@south")))],
    )
    exact = {Key("active", "a", "x"): 3, Key("active", "a", "y"): 23, Key("active", "south", "x"): 0}
    groups = document(
        exact,
        {Key("active", "a", "x"), Key("active", "a", "y")},
        row_sums=[(("active", "south"), (("active", "a@south"),))],
    )
    groups = replace(groups, systems=[replace(groups.systems[0], group_sums=[("total", ("x", "y"))])])
    both = replace(groups, systems=[*groups.systems, *_named(people, "adults.people").systems])
    name = at(both, Key("active", "a", "x"))
    assert Attack([both], crossed=False).cells([name])[name] == (0, MOST), "by the published sums alone"
    assert Attack([both]).cells([name])[name] == (0, 6)
