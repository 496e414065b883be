"""How many came to each stage, as bars from one edge."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.trends.rules.charts.drawing import STUB
from volunteers.trends.rules.conversion import Conversion


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
