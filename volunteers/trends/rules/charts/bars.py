"""Bars by month, upwards or both ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.trends.rules.charts.drawing import LINE, STUB, Chart, Shape, Word, box
from volunteers.trends.rules.counts import Count
from volunteers.trends.rules.scales import Frame, month_ticks, value_scale


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
            paths.setdefault(kind, []).append(box(round(left, 1), up(high), round(left + width, 1), up(low)))
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
