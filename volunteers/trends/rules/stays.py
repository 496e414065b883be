"""How long applications stay at a stage, those that are still there counted as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST_STAYS = 10


@dataclass(frozen=True)
class StayRow:
    """The stays that began in one month, as they are kept: see ``trends.models.StageStay``."""

    days: Sequence[int]
    people: Sequence[int]
    moved_on: Sequence[int]
    since: Sequence[date]
    waiting: Sequence[int]


@dataclass(frozen=True)
class StayTimes:
    """How many came to a stage and what became of them, and after how many days a share of them had left it.

    The days are None where that share has not left yet, so nobody knows. ``curve`` is the share still there after each
    number of days on which someone left.
    """

    entered: int
    moved_on: int
    waiting: int
    quarter_days: int | None
    median_days: int | None
    three_quarter_days: int | None
    curve: tuple[tuple[int, float], ...]

    @property
    def left(self) -> int:
        return self.entered - self.waiting

    @property
    def dropped(self) -> int:
        """How many left without going on."""
        return self.left - self.moved_on

    @property
    def is_known(self) -> bool:
        """Whether enough came for times to say something."""
        return self.entered >= FEWEST_STAYS


def stay_times(rows: Iterable[StayRow], on: date) -> StayTimes:
    """The times of all who came to a stage in the months of these rows, as things stood on a day."""
    left: dict[int, int] = {}
    still: dict[int, int] = {}
    moved_on = 0
    for row in rows:
        for days, people in zip(row.days, row.people, strict=True):
            left[days] = left.get(days, 0) + people
        for since, people in zip(row.since, row.waiting, strict=True):
            days = max(0, (on - since).days)
            still[days] = still.get(days, 0) + people
        moved_on += sum(row.moved_on)
    waiting = sum(still.values())
    curve = kaplan_meier(left, still)
    return StayTimes(
        sum(left.values()) + waiting,
        moved_on,
        waiting,
        _when(curve, 0.75),
        _when(curve, 0.5),
        _when(curve, 0.25),
        curve,
    )


def kaplan_meier(left: Mapping[int, int], still: Mapping[int, int]) -> tuple[tuple[int, float], ...]:
    """The share still there after each number of days on which someone left, by the product-limit estimate.

    ``left`` and ``still`` are people by days; who is still there counts as at risk up to and with that day. Source:
    Kaplan and Meier, Nonparametric estimation from incomplete observations, 1958.
    """
    at_risk = sum(left.values()) + sum(still.values())
    share, curve = 1.0, []
    for days in sorted({*left, *still}):
        if gone := left.get(days, 0):
            share *= 1 - gone / at_risk
            curve.append((days, share))
        at_risk -= gone + still.get(days, 0)
    return tuple(curve)


def _when(curve: Sequence[tuple[int, float]], share: float) -> int | None:
    """The first day on which no more than this share is still there."""
    return next((days for days, still in curve if still <= share + 1e-12), None)
