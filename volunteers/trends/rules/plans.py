"""Plans, objectives, milestones and context indicators: their words, and what will not do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.trends.rules.addresses import is_web_address
from volunteers.trends.rules.measures import Measure

DAY = timedelta(days=1)
HIGHEST_VALUE = 10_000_000


class Wanted(StrEnum):
    """Which way something is wanted to go."""

    MORE = "more"
    FEWER = "fewer"
    NONE = "none"


class Shape(StrEnum):
    """What kind of target it is."""

    NUMBER = "number"
    QUARTERS = "quarters"
    DIRECTION = "direction"


class IndicatorUnit(StrEnum):
    """What a context indicator is measured in."""

    PERCENT = "percent"
    NUMBER = "number"


@dataclass(frozen=True)
class Span:
    """A plan that is kept, with the days on which it is in force, both included."""

    id: int
    name: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class PlanDraft:
    """A plan as someone enters it. ``replaces`` is the plan that ends on the day before this one begins."""

    name: str
    commissioner: str
    from_on: date
    until_on: date
    url: str
    source_on: date
    dates_note: str | None = None
    replaces: int | None = None


def refusals_of_plan(draft: PlanDraft, others: Iterable[Span], *, today: date) -> list[Refusal]:
    """Why a plan cannot be kept beside the others; empty when it can."""
    found = [
        *_plain(draft.url, draft.source_on, today),
        *([Refusal("dates", "The plan must not end before it begins.")] if draft.until_on < draft.from_on else []),
    ]
    for other in others:
        if other.id == draft.replaces:
            if other.from_on >= draft.from_on:
                found.append(Refusal("replaces", f"{other.name} begins later, so this plan cannot replace it."))
        elif draft.from_on <= other.until_on and other.from_on <= draft.until_on:
            found.append(Refusal("overlap", _overlap_words(other)))
    return found


def _overlap_words(other: Span) -> str:
    return (
        f"{other.name} is in force from {day_words(other.from_on)} to {day_words(other.until_on)}. "
        "Two plans cannot be in force on the same day: choose it under “It replaces”, or change the dates."
    )


@dataclass(frozen=True)
class ObjectiveDraft:
    """An objective as someone enters it."""

    words: str
    direction: Wanted
    strand: str | None
    measure: Measure | None
    said_in: str
    source_url: str


def refusals_of_objective(draft: ObjectiveDraft) -> list[Refusal]:
    """Why an objective cannot be kept."""
    found = _plain(draft.source_url)
    if draft.measure is None and draft.direction is not Wanted.NONE:
        found.append(Refusal("measure", "Choose the measure that shows whether there are more or fewer."))
    return found


@dataclass(frozen=True)
class MilestoneDraft:
    """A milestone as someone enters it."""

    words: str
    due_on: date
    said_in: str
    objective_id: int | None = None
    note: str | None = None


def refusals_of_milestone(draft: MilestoneDraft, plan: Span) -> list[Refusal]:
    """Why a milestone cannot be kept: it must be due while its plan is in force."""
    if plan.from_on <= draft.due_on <= plan.until_on:
        return []
    words = f"It must be due while the plan is in force: {day_words(plan.from_on)} to {day_words(plan.until_on)}."
    return [Refusal("due_on", words)]


@dataclass(frozen=True)
class IndicatorDraft:
    """One value of a context indicator as someone enters it."""

    name: str
    value: Decimal
    unit: IndicatorUnit
    as_at: date
    source: str
    source_url: str
    note: str | None = None


def refusals_of_indicator(draft: IndicatorDraft, *, today: date) -> list[Refusal]:
    """Why a value cannot be kept."""
    found = _plain(draft.source_url)
    if draft.as_at > today:
        found.append(Refusal("as_at", "The date of the value must not lie in the future."))
    if draft.unit is IndicatorUnit.PERCENT and draft.value > 100:
        found.append(Refusal("value", "A percentage must not be over 100."))
    if not 0 <= draft.value <= HIGHEST_VALUE:
        found.append(Refusal("value", f"The value must be from 0 to {HIGHEST_VALUE:,}."))
    return found


def code_of(name: str) -> str:
    """What values of one indicator share, however their name is spaced and written."""
    return "_".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def _plain(url: str, source_on: date | None = None, today: date | None = None) -> list[Refusal]:
    found = []
    if not is_web_address(url):
        found.append(Refusal("url", "Enter a web address that begins with https:// or http://."))
    if source_on and today and source_on > today:
        found.append(Refusal("source_on", "The document's date must not lie in the future."))
    return found


def day_words(day: date) -> str:
    """A day in words."""
    return f"{day.day} {day:%B %Y}"
