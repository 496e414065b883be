"""Charts as plain shapes in a frame: where each line, bar and word goes. Templates only write them down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.conversion import Conversion
from volunteers.trends.rules.counts import Count
from volunteers.trends.rules.grading import Range
from volunteers.trends.rules.scales import (
    Frame,
    Scale,
    Tick,
    calendar_ticks,
    day_scale,
    month_ticks,
    value_scale,
    year_ticks,
)

WIDE = Frame(width=600, height=310, left=44, right=50, top=48, bottom=30)
NARROW = Frame(width=340, height=270, left=46, right=44, top=48, bottom=28)
CONTEXT_WIDE = Frame(width=600, height=230, left=56, right=50, top=26, bottom=28)
CONTEXT_NARROW = Frame(width=340, height=190, left=52, right=48, top=26, bottom=28)
# Two known dates further apart than this are not joined: nobody knows what lay between them.
LONGEST_GAP_DAYS = 550
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
    x_ticks = calendar_ticks(across, moments[0].on, last, every)
    shapes, words = _goal_shapes(goal, frame, across, up) if goal else ([], [])
    runs = _runs((places[i], up(m.count.known)) if m.count.known is not None and not m.is_so_far else None
                 for i, m in enumerate(moments))  # fmt: skip
    shapes.append(Shape("line", "".join(map(_polyline, runs))))
    dots = [(across(moment.on.toordinal()), up(value), moment.is_so_far) for moment, value in known]
    if len(dots) > 1 and dots[-1][2]:
        shapes.append(Shape("so-far", _polyline([dots[-2][:2], dots[-1][:2]])))
    if dots:
        x, y, is_so_far = dots[-1]
        shapes.append(Shape("dot-open" if is_so_far else "dot", _dot(x, y)))
        words.append(Word(x + 8, y + 5, known[-1][0].count.words, "value"))
        words += [Word(x + 8, y + 20, "so far", "note")] if is_so_far else []
        words.append(Word(dots[0][0] + 2, dots[0][1] - 10, known[0][0].count.words, "value"))
    return Chart(frame, x_ticks, y_ticks, shapes, words)


def _goal_shapes(goal: Goal, frame: Frame, across: Scale, up: Scale) -> tuple[list[Shape], list[Word]]:
    due, low = across(goal.due_on.toordinal()), up(goal.range.low)
    words = [Word(frame.left, 14 + LINE * place, line, "goal") for place, line in enumerate(goal.lines)]
    shapes = []
    if goal.range.high is not None:
        shapes.append(Shape("goal-band", _box(frame.left, up(goal.range.high), due, low)))
        shapes.append(Shape("goal-edge", f"M{frame.left} {up(goal.range.high)}H{due}"))
    shapes.append(Shape("goal-edge", f"M{frame.left} {low}H{due}"))
    shapes.append(Shape("goal-due", f"M{due} {frame.top}V{frame.floor}"))
    return shapes, words


@dataclass(frozen=True)
class Bar:
    """What happened in a month: upwards, and for two-way charts downwards with the part that is told apart."""

    month: date
    up: Count
    down: Count | None = None
    apart: Count | None = None
    is_so_far: bool = False


def bar_chart(bars: Sequence[Bar], frame: Frame, *, every: int, keys: Sequence[str]) -> Chart:
    """Bars by month, upwards or both ways, the keys to them above one another at the top.

    A count that is withheld is a stub of one height, whatever its value.
    """
    highest = max(STUB, *(bar.up.known or 0 for bar in bars))
    lowest = max(0, 0, *(STUB if bar.down.known is None else bar.down.known for bar in bars if bar.down))
    up, y_ticks = value_scale(frame, -1.05 * lowest, 1.05 * highest)
    step = (frame.edge - frame.left) / len(bars)
    lefts = [frame.left + step * place + step * 0.14 for place in range(len(bars))]
    width = step * 0.72
    paths: dict[str, list[str]] = {}
    for bar, left in zip(bars, lefts, strict=True):
        for kind, low, high in _pieces(bar):
            paths.setdefault(kind, []).append(_box(round(left, 1), up(high), round(left + width, 1), up(low)))
    words = [Word(frame.left, 14 + LINE * place, key, "key") for place, key in enumerate(keys)]
    middles = [round(left + width / 2, 1) for left in lefts]
    ticks = month_ticks([bar.month for bar in bars], middles, every)
    return Chart(frame, ticks, y_ticks, [Shape(kind, "".join(found)) for kind, found in paths.items()], words, up(0))


def _pieces(bar: Bar) -> Iterable[tuple[str, float, float]]:
    """(kind, low, high) of every rectangle of a month, in values."""
    faint = "-so-far" if bar.is_so_far else ""
    if bar.up.known is None:
        yield "withheld", 0, STUB
    elif bar.up.known:
        yield f"up{faint}", 0, bar.up.known
    if bar.down is None:
        return
    if bar.down.known is None:
        yield "withheld", -STUB, 0
    elif bar.down.known:
        apart = (bar.apart.known or 0) if bar.apart else 0
        yield f"down{faint}", apart - bar.down.known, 0
        if apart:
            yield "apart", -bar.down.known, apart - bar.down.known


@dataclass(frozen=True)
class Rung:
    """One bar of a funnel with its words."""

    y: float
    width: float
    name: str
    words: str
    is_withheld: bool = False


@dataclass(frozen=True)
class Funnel:
    """Bars of one breadth, the longest first, each under its name."""

    width: int
    height: int
    bar: int
    rungs: Sequence[Rung]


def funnel_chart(conversion: Conversion, width: int) -> Funnel:
    """How many came to each stage, as bars from one edge."""
    row, bar = 46, 18
    most = max([step.reached.known or 0 for step in conversion.steps] + [1])
    rungs = []
    for place, step in enumerate(conversion.steps):
        share = f" – {step.of_all} of all" if step.of_all else ""
        length = width * (step.reached.known if step.reached.known is not None else STUB) / most
        rungs.append(
            Rung(place * row + 16, round(min(length, width), 1), step.name, f"{step.reached.words}{share}",
                 step.reached.known is None)
        )  # fmt: skip
    return Funnel(width, row * len(rungs), bar, rungs)


@dataclass(frozen=True)
class Known:
    """A published number on a date; ``is_exact`` when it was counted and not rounded, derived or reported."""

    on: date
    value: int
    is_exact: bool


def context_chart(series: Sequence[Known], frame: Frame, *, first: int, last: int, every: int) -> Chart:
    """A published series over many years: exact counts joined where they are close, all others standing alone."""
    across = day_scale(frame, date(first, 1, 1), date(last, 12, 31))
    up, y_ticks = value_scale(frame, 0, max((known.value for known in series), default=1))
    exact = [(known.on.toordinal(), known.value) for known in series if known.is_exact]
    lines = "".join(_polyline([(across(day), up(value)) for day, value in run]) for run in _close_runs(exact))
    dots = "".join(_dot(across(day), up(value), 2) for day, value in exact)
    loose = "".join(_diamond(across(k.on.toordinal()), up(k.value)) for k in series if not k.is_exact)
    shapes = [Shape("line", lines), Shape("dot", dots), Shape("loose", loose)]
    words = []
    for known, is_last in _told(series):
        x, y = across(known.on.toordinal()), up(known.value)
        words.append(
            Word(x + 8, y + 5, f"{known.value:,}", "value")
            if is_last
            else Word(x - 8, y - 9, f"{known.value:,}", "value")
        )
    return Chart(frame, year_ticks(across, first, last, every), y_ticks, shapes, words)


def _told(series: Sequence[Known]) -> list[tuple[Known, bool]]:
    """The first, the highest and the last value carry their numbers; the last one's stands to its right."""
    if not series:
        return []
    highest = max(series, key=lambda known: known.value)
    return [(known, known is series[-1]) for known in series if known in (series[0], highest, series[-1])]


def _close_runs(points: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for point in points:
        if runs and point[0] - runs[-1][-1][0] <= LONGEST_GAP_DAYS:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _runs(points: Iterable[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _polyline(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) if len(points) > 1 else ""


def _box(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def _dot(x: float, y: float, radius: float = 4) -> str:
    half = f"a{radius:g} {radius:g} 0 1 0"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0Z"


def _diamond(x: float, y: float, half: float = 4) -> str:
    return f"M{x:g} {y - half:g}l{half:g} {half:g}l{-half:g} {half:g}l{-half:g} {-half:g}Z"
