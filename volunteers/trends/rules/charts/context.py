"""A published series over many years, its precision marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts.drawing import Chart, Shape, Word, diamond, dot, polyline
from volunteers.trends.rules.scales import Frame, day_scale, value_scale, year_ticks

# Two known dates further apart than this are not joined: nobody knows what lay between them.
LONGEST_GAP_DAYS = 550


@dataclass(frozen=True)
class Known:
    """A published number on a date; ``is_exact`` when it was counted and not rounded, derived or reported."""

    on: date
    value: float
    is_exact: bool


def context_chart(series: Sequence[Known], frame: Frame, *, first: int, last: int, every: int) -> Chart:
    """A published series over many years: exact counts joined where they are close, all others standing alone."""
    across = day_scale(frame, date(first, 1, 1), date(last, 12, 31))
    up, y_ticks = value_scale(frame, 0, max((known.value for known in series), default=1))
    exact = [(known.on.toordinal(), known.value) for known in series if known.is_exact]
    lines = "".join(polyline([(across(day), up(value)) for day, value in run]) for run in _close_runs(exact))
    dots = "".join(dot(across(day), up(value), 2) for day, value in exact)
    loose = "".join(diamond(across(k.on.toordinal()), up(k.value)) for k in series if not k.is_exact)
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


def _close_runs(points: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = []
    for point in points:
        if runs and point[0] - runs[-1][-1][0] <= LONGEST_GAP_DAYS:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
