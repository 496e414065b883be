"""How a measure stands against its target: the grading of the OPCC's own quarterly performance report.

Source: Avon and Somerset police and crime performance summary, 2020/21 quarter 2, which grades success measures by
range and trend: https://docslib.org/doc/9013607/avon-and-somerset-police-and-crime-performance-summary-july
"""

from dataclasses import dataclass
from enum import StrEnum

from volunteers.trends.rules.trend import Direction

GRADING_SOURCE = "https://docslib.org/doc/9013607/avon-and-somerset-police-and-crime-performance-summary-july"


class Grade(StrEnum):
    """The three grades, and the case in which there is too little to grade."""

    EXCEEDS = "exceeds"
    MEETS = "meets"
    BELOW = "below"
    UNKNOWN = "not graded"

    @property
    def label(self) -> str:
        return {"exceeds": "Exceeds", "meets": "Meets", "below": "Below", "not graded": "Not graded yet"}[self]

    @property
    def tone(self) -> str:
        """How a status of this grade is toned; the word stands beside it always."""
        return {"exceeds": "good", "meets": "fair", "below": "poor", "not graded": "waiting"}[self]


@dataclass(frozen=True)
class Range:
    """A range to be in, both ends included; without a high end it is "at least"."""

    low: int
    high: int | None = None

    @property
    def words(self) -> str:
        return f"at least {self.low:,}" if self.high is None else f"{self.low:,} to {self.high:,}"

    def place_of(self, value: int) -> str:
        """Where a value lies: under the range, in it, or above it."""
        if value < self.low:
            return "under the range"
        return "above the range" if self.high is not None and value > self.high else "in the range"


@dataclass(frozen=True)
class Verdict:
    """A grade with the reason for it in words."""

    grade: Grade
    reason: str


def grade(value: int, target: Range, trend: Direction) -> Verdict:
    """Exceeds: above the range without a negative trend. Meets: in it without one, or above it with one. Below: under
    the range, or in it with a negative trend. Without a trend test only a value under the range can be graded.
    """
    place = target.place_of(value)
    if place == "under the range":
        return Verdict(Grade.BELOW, f"{value:,} is under the range, which is below whatever the trend.")
    if trend is Direction.UNKNOWN:
        return Verdict(Grade.UNKNOWN, f"{value:,} is {place}, and there is too little to test for a trend.")
    falling = trend is Direction.FALLING
    steps = {("in the range", False): Grade.MEETS, ("in the range", True): Grade.BELOW}
    steps |= {("above the range", False): Grade.EXCEEDS, ("above the range", True): Grade.MEETS}
    return Verdict(steps[place, falling], f"{value:,} is {place}, {'with' if falling else 'without'} a negative trend.")
