"""Ratios with their intervals, one under another on a scale of doublings: a dot on a line, beside the line of 1."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.rules.charts.drawing import Chart, Shape, Word, dot
from volunteers.trends.rules.scales import LETTER, Frame, Scale, Tick

ROW, TOP, FOOT, RADIUS = 44, 52, 30, 6.0
# How far from 1 the scale may reach, in doublings; what lies beyond ends at its edge with an arrow.
LEAST, MOST = 1, 4


@dataclass(frozen=True)
class Dot:
    """One row: a ratio with its interval, or None and in ``words`` why not. ``is_clear``: it does not include 1."""

    name: str
    words: str
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    is_clear: bool = False


def dots_chart(rows: Sequence[Dot], width: int, *, keys: Sequence[str]) -> Chart:
    """The rows in the order given. Filled dots are clear, open ones may be chance; both have lines of one strength."""
    deep = any(len(row.name) + len(row.words) + 2 > width / LETTER for row in rows)
    height, top = ROW + (18 if deep else 0), TOP + 18 * max(0, len(keys) - 2)
    frame = Frame(width, top + height * len(rows) + FOOT, 10, 10, top, FOOT)
    first, last = _reach(rows)
    across = Scale(first, last, frame.left, frame.edge)
    lines, clear, unclear, even = "", "", "", ""
    words = [Word(frame.left, 14 + 18 * place, key, "key") for place, key in enumerate(keys)]
    for place, row in enumerate(rows):
        y = top + place * height + 16
        words.append(Word(frame.left, y, row.name, "rung"))
        words.append(
            Word(frame.left, y + 18, row.words, "value") if deep else Word(frame.edge, y, row.words, "value", "end")
        )
        middle = y + height - ROW + 14
        if row.value is None:
            continue
        even += f"M{across(0):g} {middle - 10:g}v20"
        lines += _line(across, row, middle)
        drawn = dot(_place(across, row.value), middle, RADIUS)
        clear, unclear = (clear + drawn, unclear) if row.is_clear else (clear, unclear + drawn)
    shapes = [Shape("even", even), Shape("reach", lines), Shape("dot-open", unclear), Shape("dot", clear)]
    ticks = [Tick(across(step), _tick(step)) for step in range(first, last + 1)]
    ticks = [Tick(min(max(tick.at, frame.left + 10), frame.edge - 10), tick.words) for tick in ticks]
    return Chart(frame, ticks, [], [shape for shape in shapes if shape.path], words)


def _reach(rows: Sequence[Dot]) -> tuple[int, int]:
    """The first and the last doubling of the scale, at least one on each side of 1."""
    ends = [end for row in rows if row.value is not None for end in (row.low, row.value, row.high) if end > 0]
    doublings = [math.log2(end) for end in ends]
    low, high = math.floor(min(doublings, default=0)), math.ceil(max(doublings, default=0))
    return min(max(low, -MOST), -LEAST), max(min(high, MOST), LEAST)


def _place(across: Scale, ratio: float) -> float:
    """Where a ratio stands; at the edge where it lies beyond."""
    return across(max(across.low, min(across.high, math.log2(ratio)))) if ratio > 0 else across.start


def _line(across: Scale, row: Dot, y: float) -> str:
    """The interval, with a bar across each end that lies within the scale and an arrow where it goes on beyond."""
    low, high = _place(across, row.low), _place(across, row.high)
    begin = f"M{low + 5:g} {y - 5:g}L{low:g} {y:g}L{low + 5:g} {y + 5:g}" if row.low < 2**across.low else _end(low, y)
    beyond = row.high > 2**across.high
    finish = f"M{high - 5:g} {y - 5:g}L{high:g} {y:g}L{high - 5:g} {y + 5:g}" if beyond else _end(high, y)
    return f"{begin}M{low:g} {y:g}H{high:g}{finish}"


def _end(x: float, y: float) -> str:
    return f"M{x:g} {y - 5:g}v10"


def _tick(step: int) -> str:
    return f"{2**step}" if step >= 0 else f"1/{2**-step}"
