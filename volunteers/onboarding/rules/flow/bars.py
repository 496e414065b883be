"""Bars beside the numbers, as pieces of a drawing 1,000 wide: templates only write them down."""

from collections.abc import Sequence
from dataclasses import dataclass

from volunteers.onboarding.rules.flow.funnel import FunnelRow
from volunteers.onboarding.rules.flow.stays import StayRow

WIDE = 1000
LINE = 6  # how broad a single mark is


@dataclass(frozen=True)
class Piece:
    """A part of a bar, and what it stands for."""

    kind: str
    at: int
    width: int


def share_width(part: int, whole: int) -> int:
    """How much of the drawing a part of the whole fills."""
    return round(WIDE * part / whole) if whole else 0


def funnel_pieces(row: FunnelRow, most: int) -> Sequence[Piece]:
    """Those who reached a stage, side by side: went on (or arrived), still there, ended there."""
    parts = [("on", row.reached if row.is_goal else row.went_on), ("still", row.still), ("ended", row.ended)]
    pieces, at = [], 0
    for kind, number in parts:
        width = min(share_width(number, most), WIDE - at)
        if width:
            pieces.append(Piece(kind, at, width))
        at += width
    return pieces


def range_pieces(row: StayRow, most: int) -> Sequence[Piece]:
    """The days in which most leave, with marks for the median and for the days that are meant."""
    spread = row.spread
    pieces = []
    if spread.is_told and spread.low is not None:
        low, high = _at(spread.low, most), _at(spread.high if spread.high is not None else most, most)
        pieces.append(Piece("range" if spread.high is not None else "range-open", low, max(high - low, LINE)))
    for kind, days in (("usual", row.usual_days), ("longest", row.longest_days)):
        if days is not None and days <= most:
            pieces.append(Piece(kind, _at(days, most), LINE))
    if spread.is_told and spread.median is not None:
        pieces.append(Piece("median", _at(spread.median, most), 2 * LINE))
    return pieces


def _at(days: int, most: int) -> int:
    return min(share_width(days, most), WIDE - 2 * LINE)
