"""Ratios as dots with their intervals: what is not told is not drawn, and what is clear is filled."""

import re
from itertools import pairwise

import pytest

from volunteers.trends.rules.charts.dots import Dot, dots_chart
from volunteers.trends.rules.charts.drawing import Chart

FEWER = Dot("Female", "0.6 times", 0.6, 0.49, 0.74, is_clear=True)
UNCLEAR = Dot("Male", "1.1 times", 1.1, 0.95, 1.3)
UNTOLD = Dot("Other", "[c]")
KEYS = ("1 is the same share.", "Filled: more than chance.")


def kinds(chart: Chart) -> dict[str, str]:
    return {shape.kind: shape.path for shape in chart.shapes}


def test_what_is_clear_is_filled_and_what_may_be_chance_is_open() -> None:
    shapes = kinds(dots_chart([FEWER, UNCLEAR], 500, keys=KEYS))

    assert shapes["dot"].count("M") == shapes["dot-open"].count("M") == 1
    assert shapes["reach"].count("H") == 2


def test_of_a_group_that_is_not_told_there_is_nothing_but_its_words() -> None:
    alone = dots_chart([UNTOLD], 500, keys=KEYS)
    beside = dots_chart([FEWER, UNTOLD], 500, keys=KEYS)

    assert not kinds(alone)
    assert kinds(beside)["reach"].count("H") == 1
    assert "[c]" in [word.words for word in beside.words]


@pytest.mark.parametrize(
    ("rows", "ticks"),
    [
        ([UNTOLD], ["1/2", "1", "2"]),
        ([FEWER], ["1/4", "1/2", "1", "2"]),
        ([UNCLEAR], ["1/2", "1", "2"]),
        ([Dot("Some", "3 times", 3.0, 2.1, 4.5, is_clear=True)], ["1/2", "1", "2", "4", "8"]),
        ([Dot("None", "0.0 times", 0.0, 0.0, 0.4, is_clear=True)], ["1/4", "1/2", "1", "2"]),
        ([Dot("Many", "100 times", 100.0, 75.0, 131.0, is_clear=True)], ["1/2", "1", "2", "4", "8", "16"]),
    ],
)
def test_the_scale_reaches_as_far_as_it_must_and_no_further_than_sixteen(rows: list[Dot], ticks: list[str]) -> None:
    assert [tick.words for tick in dots_chart(rows, 500, keys=KEYS).x_ticks] == ticks


def test_what_lies_beyond_the_scale_ends_at_its_edge() -> None:
    many = Dot("Many", "100 times", 100.0, 75.0, 131.0, is_clear=True)
    chart = dots_chart([FEWER, many, Dot("None", "0.0 times", 0.0, 0.0, 0.4)], 340, keys=KEYS)

    places = [float(x) for x in re.findall(r"[MHL](-?[\d.]+)", "".join(kinds(chart).values()))]
    assert min(places) >= 0
    assert max(places) <= 340
    assert all(0 <= word.x <= 340 for word in chart.words)


@pytest.mark.parametrize("width", [340, 500])
def test_a_long_name_has_its_words_below_it(width: int) -> None:
    long = Dot("Black, African, Caribbean or Black British", "0.6 times", 0.6, 0.4, 0.8, is_clear=True)
    chart = dots_chart([long, UNCLEAR], width, keys=KEYS)

    heights = sorted({word.y for word in chart.words})
    assert all(below - above >= 17 for above, below in pairwise(heights)), "no two lines of words touch"
    assert chart.frame.height > heights[-1]
