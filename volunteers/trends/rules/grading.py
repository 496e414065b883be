"""How a measure stands against its target: the grading of the OPCC's own quarterly performance report.

Source: Avon and Somerset police and crime performance summary, 2020/21 quarter 2, which grades success measures by
range and trend: https://docslib.org/doc/9013607/avon-and-somerset-police-and-crime-performance-summary-july
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.trends.rules.addresses import is_web_address
from volunteers.trends.rules.measures import TARGET_MEASURES, Measure
from volunteers.trends.rules.trend import Direction

GRADING_SOURCE = "https://docslib.org/doc/9013607/avon-and-somerset-police-and-crime-performance-summary-july"
HIGHEST = 10_000_000


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


@dataclass(frozen=True)
class TargetDraft:
    """A target as someone enters it. ``area`` None is the whole force; hours are whole hours."""

    strand: str
    measure: Measure
    area: str | None
    low: int
    high: int | None
    due_on: date
    is_published: bool
    source: str
    source_on: date
    source_url: str | None = None


def refusals_of_target(draft: TargetDraft, *, today: date) -> list[Refusal]:
    """Why a target cannot be kept; empty when it can. A target without a source one can look up is never published."""
    checks = (
        (draft.measure not in TARGET_MEASURES, "measure", "Choose a measure of which more is better."),
        (not 0 <= draft.low <= HIGHEST, "low", f"The low end must be a number from 0 to {HIGHEST:,}."),
        (
            draft.high is not None and not draft.low <= draft.high <= HIGHEST,
            "range",
            "The high end of the range must not be lower than the low end.",
        ),
        (not draft.source.strip(), "source", "Say which document the target comes from."),
        (draft.source_on > today, "source_on", "The document's date must not lie in the future."),
        (draft.due_on < draft.source_on, "due_on", "The date to reach it by must not be before the document's date."),
        (
            draft.source_url is not None and not is_web_address(draft.source_url),
            "source_url",
            "Enter a web address that begins with https:// or http://.",
        ),
        (
            draft.is_published and not draft.source_url,
            "unseen",
            "A published target needs the web address where anyone can read it.",
        ),
    )
    return [Refusal(code, message) for wrong, code, message in checks if wrong]
