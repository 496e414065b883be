"""A headcount by month with its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts.drawing import LINE, Chart, Shape, Word, box, dot, polyline, unbroken
from volunteers.trends.rules.counts import Count
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.scales import Frame, Scale, calendar_ticks, day_scale, readable_ticks, value_scale


@dataclass(frozen=True)
class Goal:
    """A target as it is drawn: its range, when it is due, and its name in lines, one under the other."""

    range: Range
    due_on: date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """A value on a date, and the month it stands for; ``is_so_far`` in a month that is still running."""

    month: date
    on: date
    count: Count
    is_so_far: bool = False


def line_chart(moments: Sequence[Moment], frame: Frame, *, every: int, goal: Goal | None = None) -> Chart:
    """A headcount by month with its target; the running month hangs on a broken line."""
    known = [(moment, value) for moment in moments if (value := moment.count.known) is not None]
    values = [value for _, value in known]
    tops = values + ([goal.range.high or goal.range.low] if goal else [])
    last = max([moments[-1].on, goal.due_on]) if goal else moments[-1].on
    across = day_scale(frame, moments[0].on, last)
    up, y_ticks = value_scale(frame, 0, 1.08 * max(tops, default=1))
    places = [across(moment.on.toordinal()) for moment in moments]
    x_ticks = readable_ticks(calendar_ticks(across, moments[0].on, last, every))
    shapes, words = _goal_shapes(goal, frame, across, up) if goal else ([], [])
    runs = unbroken((places[i], up(m.count.known)) if m.count.known is not None and not m.is_so_far else None
                 for i, m in enumerate(moments))  # fmt: skip
    shapes.append(Shape("line", "".join(map(polyline, runs))))
    dots = [(across(moment.on.toordinal()), up(value), moment.is_so_far) for moment, value in known]
    if len(dots) > 1 and dots[-1][2]:
        shapes.append(Shape("so-far", polyline([dots[-2][:2], dots[-1][:2]])))
    if dots:
        x, y, is_so_far = dots[-1]
        shapes.append(Shape("dot-open" if is_so_far else "dot", dot(x, y)))
        words.append(Word(x + 8, y + 5, known[-1][0].count.words, "value"))
        words += [Word(x + 8, y + 20, "so far", "note")] if is_so_far else []
        words.append(Word(dots[0][0] + 2, dots[0][1] - 10, known[0][0].count.words, "value"))
    return Chart(frame, x_ticks, y_ticks, shapes, words)


def _goal_shapes(goal: Goal, frame: Frame, across: Scale, up: Scale) -> tuple[list[Shape], list[Word]]:
    due, low = across(goal.due_on.toordinal()), up(goal.range.low)
    words = [Word(frame.left, 14 + LINE * place, line, "goal") for place, line in enumerate(goal.lines)]
    shapes = []
    if goal.range.high is not None:
        shapes.append(Shape("goal-band", box(frame.left, up(goal.range.high), due, low)))
        shapes.append(Shape("goal-edge", f"M{frame.left} {up(goal.range.high)}H{due}"))
    shapes.append(Shape("goal-edge", f"M{frame.left} {low}H{due}"))
    shapes.append(Shape("goal-due", f"M{due} {frame.top}V{frame.floor}"))
    return shapes, words
