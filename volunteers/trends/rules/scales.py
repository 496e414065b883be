"""From values and dates to places in a drawing, and where its axes have their ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# How wide a letter on an axis is, in the drawing's own units.
LETTER = 7.2
# Values that all lie above this share of the highest are drawn on a scale of their own.
CLOSE = 0.6


@dataclass(frozen=True)
class Frame:
    """A drawing's size and the margins around its plot, in the drawing's own units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def floor(self) -> int:
        """Where the plot ends below."""
        return self.height - self.bottom

    @property
    def edge(self) -> int:
        """Where the plot ends on the right."""
        return self.width - self.right


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its words."""

    at: float
    words: str


@dataclass(frozen=True)
class Scale:
    """A straight line from values (low to high) to places (start to end); places are rounded to a tenth."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.0
        return round(self.start + share * (self.end - self.start), 1)


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most ``most`` steps of 1, 2 or 5 times a power of ten that cover low to high; whole numbers for counts."""
    span = max(high - low, 1.0)
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(size * power for size in (1, 2, 5, 10, 20) if _steps(low, high, size * power) <= most)
    step = max(step, 1.0)
    first = math.floor(low / step)
    return [step * number for number in range(first, first + _steps(low, high, step) + 1)]


def _steps(low: float, high: float, step: float) -> int:
    return max(1, math.ceil(high / step) - math.floor(low / step))


def value_scale(frame: Frame, low: float, high: float) -> tuple[Scale, list[Tick]]:
    """The upright scale of a plot and its ticks; it always begins at zero or below, never in mid-air."""
    ticks = nice_ticks(min(low, 0), high)
    scale = Scale(ticks[0], ticks[-1], frame.floor, frame.top)
    return scale, [Tick(scale(tick), number_words(abs(tick))) for tick in ticks]


def close_scale(frame: Frame, low: float, high: float) -> tuple[Scale, list[Tick]]:
    """As ``value_scale``, but beginning nearer to the values where they all lie far from zero and close together.

    For lines alone, never for bars, and only where words in the drawing say where its scale begins.
    """
    ticks = nice_ticks(low - (high - low) / 2, high) if low >= CLOSE * high else [0.0]
    if ticks[0] <= 0:
        return value_scale(frame, low, 1.06 * high)
    scale = Scale(ticks[0], ticks[-1], frame.floor, frame.top)
    return scale, [Tick(scale(tick), number_words(tick)) for tick in ticks]


def begins_words(scale: Scale) -> str:
    """Where a scale begins, if not at zero."""
    return f"Scale begins at {number_words(scale.low)}" if scale.low > 0 else ""


def day_scale(frame: Frame, first: date, last: date) -> Scale:
    """The level scale of a plot over dates."""
    return Scale(first.toordinal(), max(last, first).toordinal(), frame.left, frame.edge)


def month_ticks(months: Sequence[date], places: Sequence[float], every: int) -> list[Tick]:
    """Words under the months whose number since January is a multiple of ``every``; January carries the year."""
    return [
        Tick(place, f"{MONTHS[month.month - 1]} {month.year}" if month.month == 1 else MONTHS[month.month - 1])
        for month, place in zip(months, places, strict=True)
        if (month.month - 1) % every == 0
    ]


def calendar_ticks(scale: Scale, first: date, last: date, every: int) -> list[Tick]:
    """The first days of every so many months of the year, January with its year."""
    days = (date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, every))
    return [
        Tick(scale(day.toordinal()), f"{MONTHS[day.month - 1]} {day.year}" if day.month == 1 else MONTHS[day.month - 1])
        for day in days
        if first <= day <= last
    ]


def readable_ticks(ticks: Sequence[Tick]) -> list[Tick]:
    """Of the ticks of a level axis those whose words do not touch: years first, cut to the year itself if need be."""
    years = [tick for tick in ticks if " " in tick.words]
    kept = _untouched([], years)
    if len(kept) < len(years):
        kept = _untouched([], [Tick(tick.at, tick.words.split()[-1]) for tick in years])
    return sorted(_untouched(kept, [tick for tick in ticks if " " not in tick.words]), key=lambda tick: tick.at)


def _untouched(kept: Sequence[Tick], more: Sequence[Tick]) -> list[Tick]:
    found = list(kept)
    for tick in more:
        if all(abs(tick.at - one.at) >= LETTER * (len(tick.words) + len(one.words) + 1) / 2 for one in found):
            found.append(tick)
    return found


def year_ticks(scale: Scale, first: int, last: int, every: int) -> list[Tick]:
    """The first of January of the years that are multiples of ``every``."""
    years = range(first + -first % every, last + 1, every)
    return [Tick(scale(date(year, 1, 1).toordinal()), str(year)) for year in years]


def number_words(value: float) -> str:
    """A number on an axis: 1,500."""
    return f"{value:,.0f}"
