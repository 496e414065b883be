"""How good a forecast was: its error beside that of standing still, and how often its range held.

The error is the mean absolute scaled error of Hyndman and Koehler (2006, "Another look at measures of forecast
accuracy", International Journal of Forecasting 22): the mean of the absolute errors, each divided by the mean absolute
change from one point to the next in the part of its own series that the forecast was made from. Under one is better
than the usual change from point to point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Score:
    """A method's scaled error and how often its 80% range held, over so many origins of a rolling back-test."""

    method: str
    mase: float
    coverage80: float | None
    origins: int


def scale_of(known: Sequence[float]) -> float | None:
    """The mean absolute change from one point to the next; ``None`` where nothing ever changed, or one point is all."""
    changes = [abs(later - earlier) for earlier, later in pairwise(known)]
    total = sum(changes)
    return total / len(changes) if total else None


def scaled_error(errors: Sequence[float], scale: float) -> float:
    """The mean absolute error in units of the scale."""
    return sum(abs(error) for error in errors) / len(errors) / scale
