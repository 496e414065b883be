"""Many small lines of one kind beside one another, on one scale, so that they can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from volunteers.trends.rules.charts.drawing import Chart, Shape, band, dot, polyline, unbroken
from volunteers.trends.rules.charts.fan import FanPoint
from volunteers.trends.rules.scales import Frame, Scale, Tick, close_scale, day_scale

SMALL = Frame(width=240, height=132, left=40, right=12, top=10, bottom=24)


@dataclass(frozen=True)
class Small:
    """One line with its name and what it says in words; ``ahead`` is what is expected after it."""

    name: str
    words: str
    known: Sequence[tuple[date, float | None]]
    ahead: Sequence[FanPoint] = ()
    is_ours: bool = False


@dataclass(frozen=True)
class Panel:
    """A small drawing under its name."""

    name: str
    words: str
    chart: Chart
    is_ours: bool = False


@dataclass(frozen=True)
class Multiples:
    """Small drawings that flow to the width there is."""

    panels: Sequence[Panel]


def multiples(smalls: Sequence[Small], *, frame: Frame = SMALL, one_scale: bool = True) -> Multiples:
    """All lines over the same dates; on one scale of values unless each is to show its own shape."""
    dates = [on for small in smalls for on in _dates(small)]
    if not dates:
        return Multiples([])
    every = [value for small in smalls for value in _values(small)]
    panels = []
    for small in smalls:
        values = every if one_scale else _values(small)
        reach = min(values, default=0.0), max([1.0, *values])
        panels.append(Panel(small.name, small.words, _panel(small, frame, dates, reach), small.is_ours))
    return Multiples(panels)


def _dates(small: Small) -> list[date]:
    return [on for on, _ in small.known] + [point.on for point in small.ahead]


def _values(small: Small) -> list[float]:
    known = [value for _, value in small.known if value is not None]
    return known + [edge for point in small.ahead for edge in (point.low80, point.high80)]


def _panel(small: Small, frame: Frame, dates: Sequence[date], reach: tuple[float, float]) -> Chart:
    first, last = min(dates), max(dates)
    across = day_scale(frame, first, last)
    up, ticks = close_scale(frame, *reach)
    places = [(across(on.toordinal()), up(value)) if value is not None else None for on, value in small.known]
    shapes = _ahead(small, places, across, up)
    shapes.append(Shape("line", "".join(map(polyline, unbroken(places)))))
    shown = [place for place in places if place is not None]
    shapes += [Shape("dot", dot(*shown[-1], 3))] if shown else []
    ends = [Tick(frame.left, str(first.year))] + ([Tick(frame.edge, str(last.year))] if last.year > first.year else [])
    inner = [replace(tick, at=min(max(tick.at, frame.left + 14), frame.edge - 6)) for tick in ends]
    return Chart(frame, inner, [ticks[0], ticks[-1]], shapes)


def _ahead(small: Small, places: Sequence[tuple[float, float] | None], across: Scale, up: Scale) -> list[Shape]:
    if not small.ahead:
        return []
    begun = [place for place in places if place is not None][-1:]
    xs = [x for x, _ in begun] + [across(point.on.toordinal()) for point in small.ahead]
    ys = [y for _, y in begun]
    lows, highs = ([*ys, *(up(getattr(point, edge)) for point in small.ahead)] for edge in ("low80", "high80"))
    middle = [*begun, *((across(point.on.toordinal()), up(point.median)) for point in small.ahead)]
    return [Shape("band-80", band(xs, lows, highs)), Shape("median", polyline(middle))]
