"""How long people stay at each stage, as bars from one edge: the middle half, the median, and the usual time."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.rules.charts.drawing import Chart, Shape, Word, box, diamond
from volunteers.trends.rules.scales import Frame, Scale, Tick, nice_ticks, number_words

ROW, BAR, TOP = 46, 14, 26


@dataclass(frozen=True)
class Wait:
    """One stage: days after which a quarter, half and three quarters had left it, and the usual number of days."""

    name: str
    words: str
    quarter: int
    median: int
    three_quarters: int | None
    usual: int | None


def waits_chart(waits: Sequence[Wait], width: int, *, most_ticks: int = 6) -> Chart:
    """The stages one under another on one scale of days. A bar whose end is not known is open on the right."""
    frame = Frame(width=width, height=TOP + ROW * len(waits) + 28, left=4, right=14, top=TOP, bottom=28)
    longest = max((max(w.three_quarters or w.median, w.median, w.usual or 0) for w in waits), default=1)
    ticks = nice_ticks(0, longest, most_ticks)
    across = Scale(0, ticks[-1], frame.left, frame.edge)
    bars, medians, usuals, open_ends = "", "", "", ""
    words = [Word(frame.left, 14, "Bar: the middle half. Diamond: the median. Line: usual.", "key")]
    for place, wait in enumerate(waits):
        y = frame.top + place * ROW
        middle = y + 24 + BAR / 2
        words.append(Word(frame.left, y + 17, wait.name, "rung"))
        words.append(Word(frame.edge, y + 17, wait.words, "value", "end"))
        end = wait.three_quarters if wait.three_quarters is not None else ticks[-1]
        shape = box(across(wait.quarter), y + 24, max(across(end), across(wait.quarter) + 2), y + 24 + BAR)
        bars, open_ends = (bars + shape, open_ends) if wait.three_quarters is not None else (bars, open_ends + shape)
        medians += diamond(across(wait.median), middle, 7)
        if wait.usual is not None:
            usuals += f"M{across(wait.usual):g} {y + 20}V{y + 28 + BAR}"
    shapes = [
        Shape("band-50", bars), Shape("band-80", open_ends), Shape("goal-edge", usuals), Shape("dot", medians),
        Shape("axis", f"M{frame.left} {frame.floor}H{frame.edge}"),
    ]  # fmt: skip
    x_ticks = [Tick(across(tick), _days(tick, tick == ticks[-1])) for tick in ticks[1:]]
    return Chart(frame, x_ticks, [], [shape for shape in shapes if shape.path], words)


def _days(tick: float, is_last: bool) -> str:
    return number_words(tick) + (" days" if is_last else "")
