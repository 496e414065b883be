"""What every chart is made of: a frame, paths with their classes, words at their places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from volunteers.trends.rules.scales import Frame, Tick

WIDE = Frame(width=600, height=310, left=44, right=50, top=48, bottom=30)
NARROW = Frame(width=340, height=270, left=46, right=44, top=48, bottom=28)
CONTEXT_WIDE = Frame(width=600, height=230, left=56, right=50, top=26, bottom=28)
CONTEXT_NARROW = Frame(width=340, height=190, left=52, right=48, top=26, bottom=28)
STUB = 2.0
LINE = 18


@dataclass(frozen=True)
class Shape:
    """A path with the class that says what it is."""

    kind: str
    path: str


@dataclass(frozen=True)
class Word:
    """A text at a place, with the class that says what it is and how it is anchored."""

    x: float
    y: float
    words: str
    kind: str = ""
    anchor: str = "start"


@dataclass(frozen=True)
class Chart:
    """Everything a drawing consists of, in the order it is drawn."""

    frame: Frame
    x_ticks: Sequence[Tick]
    y_ticks: Sequence[Tick]
    shapes: Sequence[Shape]
    words: Sequence[Word] = ()
    zero: float | None = None

    @property
    def grid(self) -> str:
        """The level lines behind everything, as one path."""
        return "".join(f"M{self.frame.left} {tick.at:g}H{self.frame.edge}" for tick in self.y_ticks)


def unbroken(points: Iterable[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """The stretches of points that are known, without the gaps between them."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """A line through points; nothing for a single one."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) if len(points) > 1 else ""


def box(left: float, top: float, right: float, bottom: float) -> str:
    """A rectangle."""
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def dot(x: float, y: float, radius: float = 4) -> str:
    """A filled circle."""
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0Z"


def diamond(x: float, y: float, half: float = 4) -> str:
    """A diamond, for what was not counted exactly."""
    return f"M{x:g} {y - half:g}l{half:g} {half:g}l{-half:g} {half:g}l{-half:g} {-half:g}Z"


def band(places: Sequence[float], lows: Sequence[float], highs: Sequence[float]) -> str:
    """The surface between two lines over the same places; nothing for a single place."""
    if len(places) < 2:
        return ""
    there = list(zip(places, highs, strict=True))
    back = list(zip(reversed(places), reversed(lows), strict=True))
    return polyline([*there, *back]) + "Z"


def apart(heights: Sequence[float], *, least: float, low: float, high: float) -> list[int]:
    """Which words, the first the most important, can stand at these heights without touching one another."""
    kept: list[int] = []
    for place, height in enumerate(heights):
        inside = low - least <= height <= high + least
        if not kept or (inside and all(abs(height - heights[other]) >= least for other in kept)):
            kept.append(place)
    return kept
