"""Many series set to 100 on the first date: ours bold, the whole broken, all others thin and grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts.drawing import LINE, Chart, Shape, Word, dot, polyline
from volunteers.trends.rules.scales import Frame, Scale, calendar_ticks, day_scale, readable_ticks, value_scale

INDEX_WIDE = Frame(width=600, height=370, left=44, right=168, top=24, bottom=30)
INDEX_NARROW = Frame(width=340, height=330, left=42, right=40, top=66, bottom=28)
OURS, WHOLE, OTHER = "index-ours", "index-whole", "index-other"
LONGEST_GAP_DAYS = 550  # further apart, and nobody knows what lay between
STANDING = ("index-ours", "index-whole")


@dataclass(frozen=True)
class IndexLine:
    """A series as shares of its first value, in hundredths."""

    name: str
    points: Sequence[tuple[date, float]]
    kind: str = OTHER


def index_chart(lines: Sequence[IndexLine], frame: Frame, *, every: int, is_named: bool) -> Chart:
    """All lines over the same dates from 100. Named at their ends where there is room, else by a key at the top.

    ``is_named`` also names the highest and the lowest of the others.
    """
    known = [line for line in lines if line.points]
    dates = [on for line in known for on, _ in line.points]
    across = day_scale(frame, min(dates), max(dates))
    up, y_ticks = value_scale(frame, 0, max(value for line in known for _, value in line.points))
    ordered = sorted(known, key=lambda line: (OTHER, WHOLE, OURS).index(line.kind))
    shapes = [Shape("index-hundred", f"M{frame.left} {up(100)}H{frame.edge}")]
    for kind in (OTHER, WHOLE, OURS):
        path = "".join(_path(line, across, up) for line in ordered if line.kind == kind)
        shapes.append(Shape(kind, path))
    for line in known:
        if line.kind == OURS:
            dots = "".join(dot(across(on.toordinal()), up(value), 3.5) for on, value in line.points)
            shapes.append(Shape("index-dot", dots))
    words = _named(known, frame, up) if is_named else _keyed(known, frame, up)
    ticks = readable_ticks(calendar_ticks(across, min(dates), max(dates), every))
    return Chart(frame, ticks, y_ticks, shapes, words)


def _path(line: IndexLine, across: Scale, up: Scale) -> str:
    runs: list[list[tuple[float, float]]] = []
    before: date | None = None
    for on, value in line.points:
        if before is None or (on - before).days > LONGEST_GAP_DAYS:
            runs.append([])
        runs[-1].append((across(on.toordinal()), up(value)))
        before = on
    return "".join(map(polyline, runs))


def _named(lines: Sequence[IndexLine], frame: Frame, up: Scale) -> list[Word]:
    """Ours and the whole first, then the ends of the others, each at its height or as near as there is room."""
    last = max(on for line in lines for on, _ in line.points)
    standing = [line for line in lines if line.kind in STANDING and line.points[-1][0] == last]
    others = sorted(
        (line for line in lines if line.kind == OTHER and line.points[-1][0] == last),
        key=lambda line: line.points[-1][1],
    )
    told = sorted(standing, key=lambda line: line.kind) + [*others[-1:], *others[:1]][: len(others)]
    taken: list[float] = []
    words = []
    for line in told:
        value = line.points[-1][1]
        y = _free(up(value) + 5, taken)
        taken.append(y)
        kind = "value" if line.kind == OURS else "index-name" if line.kind == WHOLE else "index-far"
        words.append(Word(frame.edge + 8, y, f"{value:.0f} {line.name}", kind))
    return words


def _free(y: float, taken: Sequence[float]) -> float:
    """The nearest height at which no other word stands."""
    steps = (step for far in range(20) for step in ((far, -far) if far else (0,)))
    return next((y + step * 4 for step in steps if all(abs(y + step * 4 - one) >= LINE - 1 for one in taken)), y)


def _keyed(lines: Sequence[IndexLine], frame: Frame, up: Scale) -> list[Word]:
    """On a narrow drawing the key stands above, and the number of ours at its end."""
    kinds = {OURS: "Thick", WHOLE: "Broken"}
    words = [
        Word(frame.left, 14 + LINE * place, f"{kinds[line.kind]}: {line.name}, {line.points[-1][1]:.0f}", "key")
        for place, line in enumerate(sorted((one for one in lines if one.kind in kinds), key=lambda one: one.kind))
    ]
    words.append(Word(frame.left, 14 + LINE * len(words), "Thin: each other force", "key"))
    ours = next((line for line in lines if line.kind == OURS), None)
    if ours:
        words.append(Word(frame.edge + 6, up(ours.points[-1][1]) + 5, f"{ours.points[-1][1]:.0f}", "value"))
    return words
