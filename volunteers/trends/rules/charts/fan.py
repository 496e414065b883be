"""What is known as a line, and what is expected as a middle with two bands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts.drawing import LINE, Chart, Shape, Word, apart, band, box, dot, polyline, unbroken
from volunteers.trends.rules.charts.lines import Goal, Moment
from volunteers.trends.rules.scales import (
    Frame,
    Scale,
    begins_words,
    calendar_ticks,
    close_scale,
    day_scale,
    readable_ticks,
)

# Room above the plot for the key, and for a target's name in two lines.
FAN_WIDE = Frame(width=600, height=340, left=48, right=58, top=74, bottom=30)
FAN_NARROW = Frame(width=340, height=310, left=46, right=48, top=74, bottom=28)
KEYS = (("band-80", "8 in 10", 86), ("band-50", "5 in 10", 86), ("median", "middle", 0))
SWATCH = 18


@dataclass(frozen=True)
class FanPoint:
    """What is expected on a date: the middle, the range that holds it 5 times in 10, and the one for 8 in 10."""

    on: date
    median: float
    low50: float
    high50: float
    low80: float
    high80: float


def fan_chart(
    known: Sequence[Moment], ahead: Sequence[FanPoint], frame: Frame, *, every: int, goal: Goal | None = None
) -> Chart:
    """The known months as a line; from the last one on, the middle broken and the bands, the outer one paler.

    The bands differ in lightness, so that they stay apart without colour. A target is two edges and a bracket on its
    date, over the bands and never filled.
    """
    points = [(moment.on, moment.count.known) for moment in known]
    shown = [(on, value) for on, value in points if value is not None]
    start = [FanPoint(shown[-1][0], *[float(shown[-1][1])] * 5)] if shown else []
    fan = [*start, *ahead]
    dates = [on for on, _ in points] + [point.on for point in ahead] + ([goal.due_on] if goal else [])
    across = day_scale(frame, min(dates), max(dates))
    up, y_ticks = close_scale(frame, *_reach(shown, fan, goal))
    shapes = _bands(fan, across, up)
    places = [(across(on.toordinal()), up(value)) if value is not None else None for on, value in points]
    shapes.append(Shape("line", "".join(map(polyline, unbroken(places)))))
    words = _key_words(frame)
    shapes += _key_shapes(frame)
    if goal:
        shapes += _goal(goal, frame, across, up)
        words += [Word(frame.left, 34 + LINE * place, line, "goal") for place, line in enumerate(goal.lines)]
    words += _numbers(shown, ahead, frame, across, up)
    words += [Word(frame.left + 4, frame.floor - 8, begins, "note")] if (begins := begins_words(up)) else []
    if shown:
        shapes.append(Shape("dot", dot(across(shown[-1][0].toordinal()), up(shown[-1][1]))))
    ticks = readable_ticks(calendar_ticks(across, min(dates), max(dates), every))
    return Chart(frame, ticks, y_ticks, shapes, words, up(0) if up.low < 0 else None)


def _reach(shown: Sequence[tuple[date, int]], fan: Sequence[FanPoint], goal: Goal | None) -> tuple[float, float]:
    values = [float(value) for _, value in shown] + [edge for point in fan for edge in (point.low80, point.high80)]
    values += [float(goal.range.low), float(goal.range.high or goal.range.low)] if goal else []
    return min(values, default=0.0), max([1.0, *values])


def _bands(fan: Sequence[FanPoint], across: Scale, up: Scale) -> list[Shape]:
    if len(fan) < 2:
        return []
    places = [across(point.on.toordinal()) for point in fan]
    outer = band(places, [up(point.low80) for point in fan], [up(point.high80) for point in fan])
    inner = band(places, [up(point.low50) for point in fan], [up(point.high50) for point in fan])
    middle = polyline([(x, up(point.median)) for x, point in zip(places, fan, strict=True)])
    return [Shape("band-80", outer), Shape("band-50", inner), Shape("median", middle)]


def _goal(goal: Goal, frame: Frame, across: Scale, up: Scale) -> list[Shape]:
    due, low = across(goal.due_on.toordinal()), up(goal.range.low)
    high = up(goal.range.high) if goal.range.high is not None else None
    edges = [Shape("goal-edge", f"M{frame.left} {y}H{due}") for y in (low, high) if y is not None]
    bracket = f"M{due - 5:g} {low}H{due}V{high if high is not None else frame.top}" + (
        f"H{due - 5:g}" if high is not None else ""
    )
    return [*edges, Shape("goal-bracket", bracket)]


def _numbers(
    shown: Sequence[tuple[date, int]], ahead: Sequence[FanPoint], frame: Frame, across: Scale, up: Scale
) -> list[Word]:
    """The last known number over its dot; at the end the middle, and the outer edges where there is room for them."""
    words = []
    if shown:
        on, value = shown[-1]
        words.append(Word(across(on.toordinal()) - 6, up(value) - 10, f"{value:,}", "value", "end"))
    if ahead:
        last = ahead[-1]
        x = across(last.on.toordinal()) + 6
        told = [(up(value) + 5, f"{value:,.0f}") for value in (last.median, last.high80, last.low80)]
        kept = apart([y for y, _ in told], least=15, low=frame.top, high=frame.floor + 4)
        kinds = ("value", "edge", "edge")
        words += [Word(x, told[place][0], told[place][1], kinds[place]) for place in kept]
    return words


def _key_shapes(frame: Frame) -> list[Shape]:
    shapes, x = [], float(frame.left)
    for kind, _, width in KEYS:
        path = f"M{x:g} 10h{SWATCH}" if kind == "median" else box(x, 4, x + SWATCH, 16)
        shapes.append(Shape(kind, path))
        x += width
    return shapes


def _key_words(frame: Frame) -> list[Word]:
    words, x = [], float(frame.left)
    for _, name, width in KEYS:
        words.append(Word(x + SWATCH + 6, 15, name, "key"))
        x += width
    return words
