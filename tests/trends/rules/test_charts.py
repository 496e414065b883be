"""Drawings: nothing hidden is drawn, nothing unknown is joined, and every word lies inside."""

from datetime import date

import pytest

from volunteers.trends.rules.charts import (
    CONTEXT_WIDE,
    NARROW,
    WIDE,
    Bar,
    Chart,
    Goal,
    Known,
    Moment,
    bar_chart,
    context_chart,
    funnel_chart,
    line_chart,
)
from volunteers.trends.rules.conversion import StageName, convert
from volunteers.trends.rules.counts import Counting, ExactCount, GuardedCount
from volunteers.trends.rules.grading import Range

HIDDEN = GuardedCount(None, 5)


def kinds(chart: Chart) -> dict[str, str]:
    return {shape.kind: shape.path for shape in chart.shapes}


def moment(month: int, value: int | None, *, is_so_far: bool = False) -> Moment:
    count = HIDDEN if value is None else ExactCount(value)
    return Moment(date(2026, month, 1), date(2026, month, 28), count, is_so_far)


def test_a_line_breaks_where_a_number_is_hidden() -> None:
    chart = line_chart([moment(1, 10), moment(2, 12), moment(3, None), moment(4, 9), moment(5, 8)], WIDE, every=3)

    assert kinds(chart)["line"].count("M") == 2
    assert kinds(chart)["line"].count("L") == 2


def test_the_running_month_hangs_on_a_broken_line_and_says_so() -> None:
    chart = line_chart([moment(1, 10), moment(2, 12), moment(3, 11, is_so_far=True)], WIDE, every=3)

    assert kinds(chart)["line"].count("L") == 1
    assert "so-far" in kinds(chart)
    assert "so far" in [word.words for word in chart.words]


def test_nothing_known_draws_no_line() -> None:
    chart = line_chart([moment(1, None), moment(2, None)], NARROW, every=3)

    assert kinds(chart) == {"line": ""}


@pytest.mark.parametrize(("high", "edges"), [(20, 2), (None, 1)])
def test_a_target_is_a_band_or_an_edge_up_to_its_date(high: int | None, edges: int) -> None:
    goal = Goal(Range(10, high), date(2026, 12, 31), ("Target: 10 to 20",))
    chart = line_chart([moment(1, 12), moment(2, 12)], WIDE, every=3, goal=goal)
    drawn = [shape.kind for shape in chart.shapes]

    assert drawn.count("goal-edge") == edges
    assert drawn.count("goal-band") == edges - 1
    assert kinds(chart)["goal-due"].startswith(f"M{WIDE.edge}.0 ")


def test_bars_go_both_ways_and_tell_a_part_apart() -> None:
    bar = Bar(date(2026, 1, 1), ExactCount(4), ExactCount(3), ExactCount(1))

    assert set(kinds(bar_chart([bar], WIDE, every=1, keys=["Up", "Down"]))) == {"up", "down", "apart"}


def test_a_hidden_count_is_drawn_the_same_whatever_it_is() -> None:
    counting = Counting(is_exact=False, fewest=5)
    months = [date(2026, month, 1) for month in (1, 2)]
    drawn = [
        bar_chart([Bar(months[0], counting.people(few)), Bar(months[1], counting.people(9))], WIDE, every=1, keys=[])
        for few in (0, 1, 4)
    ]

    assert drawn[0] == drawn[1] == drawn[2]


def test_zero_draws_nothing_and_the_running_month_is_only_outlined() -> None:
    bars = [Bar(date(2026, 1, 1), ExactCount(0)), Bar(date(2026, 2, 1), ExactCount(2), is_so_far=True)]

    assert set(kinds(bar_chart(bars, WIDE, every=1, keys=[]))) == {"up-so-far"}


def test_the_funnel_is_as_wide_as_the_most() -> None:
    path = [StageName("a", "First"), StageName("b", "Second")]
    found = convert(
        path, {"a": 40, "b": 10}, unsuccessful="u", withdrawn="w", counting=Counting(is_exact=True, fewest=5)
    )

    funnel = funnel_chart(found, 600)

    assert [rung.width for rung in funnel.rungs] == [600, 150]
    assert funnel.rungs[1].words == "10 – 25% of all"


def test_published_counts_are_joined_only_where_they_are_close_and_exact() -> None:
    series = [
        Known(date(1986, 12, 31), 503, is_exact=True),
        Known(date(1987, 12, 31), 555, is_exact=True),
        Known(date(1989, 12, 31), 503, is_exact=True),
        Known(date(1990, 6, 30), 350, is_exact=False),
        Known(date(1990, 12, 31), 536, is_exact=True),
    ]
    chart = context_chart(series, CONTEXT_WIDE, first=1979, last=1995, every=5)

    assert (kinds(chart)["line"].count("M"), kinds(chart)["line"].count("L")) == (2, 2)
    assert kinds(chart)["loose"].count("M") == 1
    assert [word.words for word in chart.words] == ["503", "555", "536"]


def test_every_word_lies_inside_the_drawing() -> None:
    moments = [moment(month, 100 * month) for month in range(1, 13)]
    chart = line_chart(moments, NARROW, every=3, goal=Goal(Range(900, 1_300), date(2027, 3, 31), ("One", "Two")))

    assert all(0 <= word.x <= NARROW.width and 0 < word.y < NARROW.height for word in chart.words)
    assert all(NARROW.left <= tick.at <= NARROW.edge for tick in chart.x_ticks)
