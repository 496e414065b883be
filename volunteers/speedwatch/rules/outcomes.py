"""What the police did about the vehicles of a session, counted; and how fast those vehicles were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.errors import Refusal
from volunteers.forces.rules import SpeedWatch

# What can come of a report beside the steps of the force.
OTHERS = (("no_action", "No action"), ("not_traced", "Keeper not traced"))
# By how many mph above the limit; the last one has no end.
BANDS = ((0, 9), (10, 14), (15, 19), (20, None))


@dataclass(frozen=True)
class Speeds:
    """How many vehicles in each band above the limit, their average and the highest, of those written down."""

    bands: tuple[tuple[str, int], ...]
    average: float | None
    highest: int | None


def outcome_names(rules: SpeedWatch) -> dict[str, str]:
    """Everything that can come of a report, by its code, in order."""
    return {**{step.code: step.name for step in rules.steps}, **dict(OTHERS)}


def refusals_of_outcomes(numbers: Mapping[str, int], *, handed_over: int) -> list[Refusal]:
    """Why these numbers cannot be: together more than there were vehicles."""
    total = sum(numbers.values())
    if total > handed_over:
        words = f"These are {total} in all, and {handed_over} vehicles were handed over. Check the numbers."
        return [Refusal("too_many_outcomes", words)]
    return []


def speeds_of(pairs: Sequence[tuple[int, int]]) -> Speeds:
    """The spread of speeds, from (limit, speed) of each vehicle."""
    over = [speed - limit for limit, speed in pairs]
    bands = tuple(
        (_band_words(least, most), sum(1 for one in over if one >= least and (most is None or one <= most)))
        for least, most in BANDS
    )
    speeds = [speed for _, speed in pairs]
    return Speeds(bands, sum(speeds) / len(speeds) if speeds else None, max(speeds, default=None))


def _band_words(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} mph or more over the limit"
    return f"Up to {most} mph over the limit" if not least else f"{least} to {most} mph over the limit"
