"""What is expected, in words, as a picture and as a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from volunteers.trends.rules.charts import FAN_NARROW, FAN_WIDE, FanPoint, Goal, Moment, fan_chart
from volunteers.trends.rules.pictures import Picture, month_words

HEADINGS = ("Month", "Middle", "5 times in 10", "8 times in 10")
ABOVE_WITHOUT_GOAL = 38


def day_words(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def when_words(on: date, *, is_year: bool, is_level: bool) -> str:
    """When a number is for: a level stands on a day, all else is counted over twelve months or one."""
    if is_year:
        return f"In the twelve months to {day_words(on)}"
    return f"By {day_words(on)}" if is_level else f"In {month_words(on)}"


def number(value: float) -> str:
    """A number that is expected, without a part of a person."""
    return f"{value:,.0f}" if round(value) else "0"


def span(low: float, high: float) -> str:
    return f"{number(low)} to {number(high)}"


def expected_sentence(point: FanPoint, when: str) -> str:
    """The middle and both ranges, in one sentence."""
    return (
        f"{when} we expect {number(point.median)}, most likely between {number(point.low50)} and "
        f"{number(point.high50)}; the range that holds 8 times in 10 is {span(point.low80, point.high80)}."
    )


def fan_picture(
    code: str, title: str, sentence: str, known: Sequence[Moment], ahead: Sequence[FanPoint], goal: Goal | None
) -> Picture:
    """The months known and the months expected; the table has the expected ones, the nearest first."""
    frames = [
        frame if goal else replace(frame, top=frame.top - ABOVE_WITHOUT_GOAL, height=frame.height - ABOVE_WITHOUT_GOAL)
        for frame in (FAN_WIDE, FAN_NARROW)
    ]
    return Picture(
        code, title, sentence,
        fan_chart(known, ahead, frames[0], every=6, goal=goal), fan_chart(known, ahead, frames[1], every=12, goal=goal),
        HEADINGS,
        [
            (month_words(p.on), number(p.median), span(p.low50, p.high50), span(p.low80, p.high80)) for p in ahead
        ],
    )  # fmt: skip
