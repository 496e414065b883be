"""Chances, sentences and trust in words, and the drawings of what is expected."""

from datetime import date
from itertools import pairwise

import pytest

from volunteers.trends.rules.chances import chance_sentence, chance_words
from volunteers.trends.rules.charts import (
    FAN_NARROW,
    FAN_WIDE,
    FanPoint,
    Goal,
    Moment,
    Small,
    fan_chart,
    multiples,
    ranked,
    spark,
)
from volunteers.trends.rules.counts import Counting, ExactCount, GuardedCount
from volunteers.trends.rules.expected import expected_sentence, when_words
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.guarding import guarded
from volunteers.trends.rules.scales import Frame, Tick, readable_ticks
from volunteers.trends.rules.trust import trust_words

POINT = FanPoint(date(2028, 3, 31), 322.4, 299.6, 344, 284, 361)
KNOWN = [Moment(date(2026, m, 1), date(2026, m, 28), ExactCount(250 + m)) for m in range(1, 11)]
AHEAD = [FanPoint(date(2027, m, 28), 270, 260, 280, 240, 300 + m) for m in range(1, 13)]
GOAL = Goal(Range(280, 310), date(2027, 12, 31), ("Working aim – not a published target:", "280 to 310"))


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0, "very unlikely (less than 1 in 20)"),
        (0.049, "very unlikely (less than 1 in 20)"),
        (0.05, "about 1 in 10"),
        (0.24, "about 2 in 10"),
        (0.5, "about 5 in 10"),
        (0.949, "about 9 in 10"),
        (0.951, "very likely (more than 19 in 20)"),
        (1, "very likely (more than 19 in 20)"),
    ],
)
def test_a_chance_is_said_in_tenths(chance: float, words: str) -> None:
    assert chance_words(chance) == words


def test_what_is_expected_is_one_sentence() -> None:
    when = when_words(POINT.on, is_year=False, is_level=True)

    assert expected_sentence(POINT, when) == (
        "By 31 March 2028 we expect 322, most likely between 300 and 344; the range that holds 8 times in 10 is "
        "284 to 361."
    )
    assert when_words(POINT.on, is_year=True, is_level=False) == "In the twelve months to 31 March 2028"
    assert when_words(POINT.on, is_year=False, is_level=False) == "In March 2028"
    assert chance_sentence(0.2, 1350) == "The chance of reaching at least 1,350 is about 2 in 10."
    assert chance_sentence(0.01, 350) == "Reaching at least 350 is very unlikely (less than 1 in 20)."


@pytest.mark.parametrize(
    ("mase", "held80", "origins", "tone", "says"),
    [
        (0.8, 0.8, 40, "good", "20% less than that of the best simple way (drift)"),
        (1.0, 0.8, 40, "fair", "no better"),
        (1.5, 0.8, 40, "poor", "do not lean on it"),
        (0.8, 0.5, 40, "poor", "too seldom"),
        (0.8, 1.0, 40, "fair", "wider than it needs to be"),
        (0.8, 0.8, 3, "waiting", "Too little to judge by: 3 tests"),
        (None, None, 0, "waiting", "Too little to judge by: 0 tests"),
    ],
)
def test_trust_is_said_plainly(mase: float | None, held80: float | None, origins: int, tone: str, says: str) -> None:
    trust = trust_words(mase=mase, baseline=1.0, baseline_name="drift", held80=held80, origins=origins)

    assert trust.tone == tone
    assert says in trust.words


@pytest.mark.parametrize("frame", [FAN_WIDE, FAN_NARROW])
def test_a_fan_hangs_on_the_last_known_number_and_every_word_has_its_place(frame: Frame) -> None:
    chart = fan_chart(KNOWN, AHEAD, frame, every=6, goal=GOAL)
    shapes = {shape.kind: shape.path for shape in reversed(chart.shapes)}

    assert [shape.kind for shape in chart.shapes][:3] == ["band-80", "band-50", "median"]
    assert shapes["median"].split("L", maxsplit=1)[0].removeprefix("M") == shapes["line"].rsplit("L", maxsplit=1)[1]
    assert all(0 <= word.x <= frame.width and 0 < word.y < frame.height for word in chart.words)
    numbers = sorted(word.y for word in chart.words if word.kind in {"value", "edge"} and word.x > frame.edge)
    assert len(numbers) == 3
    assert all(below - above >= 15 for above, below in pairwise(numbers))


def test_numbers_that_would_touch_are_left_out_and_the_middle_stays() -> None:
    close = [FanPoint(point.on, 270, 269, 271, 268, 272) for point in AHEAD]
    chart = fan_chart(KNOWN, close, FAN_WIDE, every=6)

    assert [word.words for word in chart.words if word.x > FAN_WIDE.edge] == ["270"]


@pytest.mark.parametrize(
    ("value", "from_what", "shown"),
    [
        ("80% move on", "40 who left it", ("80% move on", "40 who left it")),
        ("80% move on", "22 who left it", ("too few people to show", "22 who left it")),
        ("half within 3 months", "36 months", ("half within 3 months", "36 months")),
        ("7 days", "30 who left it and 2 still there", ("7 days", "30 who left it and fewer than 5 still there")),
        ("1 intake of 16", "4 people", ("1 intake of 16", "fewer than 5 people")),
    ],
)
def test_what_was_assumed_hides_how_few_it_was_taken_from(value: str, from_what: str, shown: tuple[str, str]) -> None:
    assert guarded(value, from_what, Counting(is_exact=False, fewest=5)) == shown
    assert guarded(value, from_what, Counting(is_exact=True, fewest=5)) == (value, from_what)


def test_a_fan_on_nothing_known_still_draws_what_is_expected() -> None:
    hidden = [Moment(date(2026, 1, 1), date(2026, 1, 31), GuardedCount(None, 5))]
    kinds = {shape.kind: shape.path for shape in fan_chart(hidden, AHEAD, FAN_WIDE, every=6).shapes}

    assert "dot" not in kinds
    assert kinds["line"] == ""


def test_ticks_that_would_touch_give_way_to_years() -> None:
    crowded = [Tick(46 + 30 * place, f"Jan {2024 + place}") for place in range(5)] + [Tick(61, "Jul")]

    assert [tick.words for tick in readable_ticks(crowded)] == ["2024", "2026", "2028"]


def test_a_spark_keeps_its_gaps_and_lies_inside() -> None:
    drawn = spark([1, 2, None, 4, 3], 100, 20)

    assert drawn.line.count("M") == 2
    assert spark([None], 100, 20).dot == ""
    assert spark([7, 7], 100, 20).line == "M4 10L96 10"


def test_ranks_go_from_the_greatest_and_those_unknown_stand_last() -> None:
    rows = ranked([("B", 10, "10"), ("C", None, "not known"), ("A", 40, "40")], ours="B")

    assert [(row.name, row.length, row.is_ours) for row in rows] == [
        ("A", 100, False),
        ("B", 25, True),
        ("C", 0, False),
    ]


def test_small_drawings_share_one_scale() -> None:
    low, high = (Small(str(most), "", [(date(2026, m, 1), float(most)) for m in (1, 2)]) for most in (10, 100))
    drawn = multiples([low, high])

    assert drawn.panels[0].chart.y_ticks == drawn.panels[1].chart.y_ticks
    assert multiples([]).panels == []
