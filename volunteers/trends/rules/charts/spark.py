"""A line as small as a word, to stand beside a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.rules.charts.drawing import dot, polyline, unbroken
from volunteers.trends.rules.scales import Scale

EDGE = 4.0


@dataclass(frozen=True)
class Spark:
    """The line and, at its end, a dot; both empty where nothing is known."""

    width: int
    height: int
    line: str
    dot: str


def spark(values: Sequence[float | None], width: int = 120, height: int = 32) -> Spark:
    """The values from left to right, the lowest at the foot; gaps stay gaps. It has no scale: it shows shape alone."""
    known = [value for value in values if value is not None]
    if not known:
        return Spark(width, height, "", "")
    across = Scale(0, max(len(values) - 1, 1), EDGE, width - EDGE)
    flat = max(known) == min(known)
    up = Scale(min(known), max(known), height / 2 if flat else height - EDGE, height / 2 if flat else EDGE)
    places = [(across(at), up(value)) if value is not None else None for at, value in enumerate(values)]
    last = next(place for place in reversed(places) if place is not None)
    return Spark(width, height, "".join(map(polyline, unbroken(places))), dot(*last, 2.5))
