"""A target as someone enters it, and why one cannot be kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from volunteers.errors import Refusal
from volunteers.trends.rules.addresses import is_web_address
from volunteers.trends.rules.measures import DEFINITIONS, TARGET_MEASURES, Measure
from volunteers.trends.rules.plans import DAY, Shape, Wanted
from volunteers.trends.rules.published import last_day
from volunteers.trends.rules.targets import Quarter

HIGHEST = 10_000_000
# Graded by range and trend, which is only fair where more is better; of these, fewer can be a direction.
DIRECTION_MEASURES = (*TARGET_MEASURES, Measure.LEAVERS)

Check = tuple[bool, str, str]


@dataclass(frozen=True)
class TargetDraft:
    """A target as someone enters it. ``area`` None is the whole force; hours are whole hours.

    ``due_on`` None is the end of the last quarter, where there are ``quarters``; a ``baseline`` of None is taken from
    the figures of its date.
    """

    strand: str
    measure: Measure
    area: str | None
    low: int | None
    high: int | None
    due_on: date | None
    is_published: bool
    source: str
    source_on: date
    source_url: str | None = None
    shape: Shape = Shape.NUMBER
    quarters: tuple[Quarter, ...] = ()
    wanted: Wanted | None = None
    baseline: int | None = None
    baseline_on: date | None = None
    plan_id: int | None = None

    @property
    def ends_on(self) -> date | None:
        """The day it is due."""
        if self.shape is Shape.QUARTERS:
            months = [quarter.months[-1] for quarter in self.quarters]
            return last_day(max(months).year, max(months).month) if months else None
        return self.due_on


def refusals_of_target(draft: TargetDraft, *, today: date) -> list[Refusal]:
    """Why a target cannot be kept; empty when it can. A target without a source one can look up is never published."""
    ends_on = draft.ends_on
    checks: tuple[Check, ...] = (
        *_SHAPES[draft.shape](draft),
        (not draft.source.strip(), "source", "Say which document the target comes from."),
        (draft.source_on > today, "source_on", "The document's date must not lie in the future."),
        (
            ends_on is not None and ends_on < draft.source_on,
            "due_on",
            "The date to reach it by must not be before the document's date.",
        ),
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
        *((_is_date_ahead(draft, today),) if draft.shape is Shape.DIRECTION else ()),
    )
    return [Refusal(code, message) for wrong, code, message in checks if wrong]


def _of_number(draft: TargetDraft) -> Iterator[Check]:
    yield _graded_measure(draft)
    yield draft.due_on is None, "due_on", "Enter the date to reach it by."
    yield draft.low is None, "low", "Enter the low end of the range."
    if draft.low is not None:
        yield from _range(draft.measure, draft.low, draft.high, "")


def _of_quarters(draft: TargetDraft) -> Iterator[Check]:
    yield _graded_measure(draft)
    yield not draft.quarters, "quarters", "Enter the range of one quarter at least."
    for quarter in draft.quarters:
        yield from _range(draft.measure, quarter.range.low, quarter.range.high, f"{quarter.words}: ")
    starts = [quarter.starts_on for quarter in draft.quarters]
    twice = sorted({quarter.words for quarter in draft.quarters if starts.count(quarter.starts_on) > 1})
    yield bool(twice), "quarters_twice", f"A quarter must stand here once only: {', '.join(twice)}."
    ordered = sorted(draft.quarters, key=lambda each: each.starts_on)
    for one, following in pairwise(ordered):
        end = one.months[-1]
        gap = following.starts_on > last_day(end.year, end.month) + DAY
        yield (
            gap,
            "quarters_gap",
            f"There is a gap between {one.words} and {following.words}. Enter the quarters between.",
        )


def _of_direction(draft: TargetDraft) -> Iterator[Check]:
    yield draft.measure not in DIRECTION_MEASURES, "measure", "Choose a measure that a target can be for."
    yield draft.wanted not in (Wanted.MORE, Wanted.FEWER), "wanted", "Say whether more or fewer are wanted."
    yield (
        draft.wanted is Wanted.FEWER and draft.measure in TARGET_MEASURES,
        "wanted",
        f"Of {draft.measure.label.lower()} more is better: nothing can be graded on having fewer.",
    )
    yield (
        draft.wanted is Wanted.MORE and draft.measure not in TARGET_MEASURES,
        "wanted",
        f"Of {draft.measure.label.lower()} fewer is better: nothing can be graded on having more.",
    )
    yield draft.baseline_on is None, "baseline_on", "Enter the date of the baseline."
    yield draft.due_on is None, "due_on", "Enter the date to reach it by."
    yield (
        draft.baseline is not None and not 0 <= draft.baseline <= HIGHEST,
        "baseline",
        f"The baseline must be a number from 0 to {HIGHEST:,}.",
    )
    yield (
        None not in (draft.baseline_on, draft.due_on) and draft.baseline_on >= draft.due_on,  # type: ignore[operator]
        "baseline_on",
        "The date of the baseline must be before the date to reach it by.",
    )


_SHAPES = {Shape.NUMBER: _of_number, Shape.QUARTERS: _of_quarters, Shape.DIRECTION: _of_direction}


def _is_date_ahead(draft: TargetDraft, today: date) -> Check:
    is_ahead = draft.baseline_on is not None and draft.baseline_on > today
    return is_ahead, "baseline_on", "The date of the baseline must not lie in the future."


def _graded_measure(draft: TargetDraft) -> Check:
    words = "Choose a measure of which more is better. For others, enter a direction with a baseline."
    return draft.measure not in TARGET_MEASURES, "measure", words


def _range(measure: Measure, low: int, high: int | None, whose: str) -> Iterator[Check]:
    unit = getattr(DEFINITIONS[measure], "unit", None)
    top = 100 if unit is not None and unit.value == "percent" else HIGHEST
    words = "A percentage must not be over 100." if top == 100 else f"The low end must be a number from 0 to {top:,}."
    yield not 0 <= low <= top, "low", f"{whose}{words}"
    if high is not None:
        yield high < low, "range", f"{whose}The high end of the range must not be lower than the low end."
        yield low <= top < high, "range", f"{whose}The high end must be a number from 0 to {top:,}."
