"""When an opening takes applications, what makes one possible at all, and how its places are said. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.strands.rules import StrandCode

MOST_PLACES = 500
# So few places left are said with a warning, still as their exact number.
NEARLY_FULL = 3
# The mailbox of someone who never asked must not be filled; the same number for everyone tells nobody anything.
CONFIRMATIONS_A_DAY = 3
A_DAY = timedelta(days=1)
GONE = Refusal("full", "All places have been taken.")

# These are opened by a window alone; every other strand or unit with no opening at all takes applications all year.
# Source: Avon and Somerset opens its cadet units for new people once a year.
# https://www.avonandsomerset.police.uk/apply/jobs-and-volunteering/police-cadets/police-cadets-recruitment-process
BY_WINDOW_ALONE = frozenset({StrandCode.CADETS})
# Their members serve from the police stations, which belong to no strand of their own.
AT_STATIONS = frozenset({StrandCode.SPECIAL_CONSTABULARY, StrandCode.POLICE_SUPPORT_VOLUNTEERS})


class OpeningState(StrEnum):
    """How an opening stands on a date."""

    OPEN = "open"
    FULL = "full"
    UPCOMING = "upcoming"
    CLOSED = "closed"


@dataclass(frozen=True)
class Window:
    """The days on which applications are taken, both included; ``is_ended`` when staff closed it early."""

    opens_on: date
    closes_on: date
    is_ended: bool = False


@dataclass(frozen=True)
class OpeningPlan:
    """An opening as it is asked for; for the whole force without a unit, for every role without one."""

    strand: str
    title: str
    opens_on: date
    closes_on: date
    words: str = ""
    unit_id: int | None = None
    role: str | None = None
    places: int | None = None
    orientation_on: date | None = None
    starts_on: date | None = None


def state_on(on: date, window: Window, *, places: int | None, taken: int) -> OpeningState:
    """How an opening stands on a London date. One with all places taken is full until its window is over."""
    if window.is_ended or on > window.closes_on:
        return OpeningState.CLOSED
    if on < window.opens_on:
        return OpeningState.UPCOMING
    return OpeningState.FULL if places is not None and taken >= places else OpeningState.OPEN


def best_state(states: Iterable[OpeningState]) -> OpeningState | None:
    """Of several openings, the state that matters most to someone who wants to apply; None when there is none."""
    found = set(states)
    return next((state for state in OpeningState if state in found), None)


def is_open_all_year(strand: str) -> bool:
    """Whether people may apply where no opening was ever made."""
    return strand not in BY_WINDOW_ALONE


def places_in_words(places: int | None, taken: int) -> str:
    """How many places are left, always as the exact number; empty where the number is not limited."""
    if places is None:
        return ""
    left = places - taken
    if left <= 0:
        return "Full"
    counted = "1 place left" if left == 1 else f"{left} places left"
    return f"Nearly full: {counted}" if left <= NEARLY_FULL else counted


def refusals_to_plan(plan: OpeningPlan, *, taken: int = 0) -> list[Refusal]:
    """Everything that is wrong with an opening as it is asked for; empty when it can be."""
    return [refusal for check in (_window, _intake, _places, _unit) for refusal in check(plan, taken)]


def refusals_to_past(plan: OpeningPlan, *, today: date) -> list[Refusal]:
    """Whether a closing date that is newly given would be over before it began."""
    if plan.closes_on < today:
        return [Refusal("closes_in_the_past", "The closing date must be today or later.")]
    return []


def is_within_a_day(at: datetime | None, now: datetime) -> bool:
    """Whether a moment lies in the last 24 hours."""
    return at is not None and now - at < A_DAY


def refusal_to_take(state: OpeningState, opens_on: date) -> Refusal | None:
    """Why no application is taken in this state; None when one is."""
    if state is OpeningState.OPEN:
        return None
    if state is OpeningState.UPCOMING:
        return Refusal("upcoming", f"Applications open on {in_words(opens_on)}.", clears_on=opens_on)
    return GONE if state is OpeningState.FULL else Refusal("closed", "Applications have closed.")


def in_words(day: date) -> str:
    """25 October 2026."""
    return f"{day.day} {day:%B %Y}"


def _window(plan: OpeningPlan, taken: int) -> Iterable[Refusal]:
    if not plan.title.strip():
        yield Refusal("no_title", "Enter a title.")
    if plan.closes_on < plan.opens_on:
        yield Refusal("closes_before_it_opens", "The closing date must be the same as or after the opening date.")


def _intake(plan: OpeningPlan, taken: int) -> Iterable[Refusal]:
    if plan.starts_on is not None and plan.starts_on <= plan.closes_on:
        yield Refusal("starts_before_it_closes", "The start date must be after the closing date.")
    if plan.orientation_on is not None and plan.orientation_on < plan.opens_on:
        yield Refusal("orientation_too_early", "The orientation evening must be on or after the opening date.")
    if plan.starts_on and plan.orientation_on and plan.orientation_on > plan.starts_on:
        yield Refusal("orientation_too_late", "The orientation evening must be on or before the start date.")
    if plan.starts_on is None and plan.strand in BY_WINDOW_ALONE:
        yield Refusal("no_start", "Enter a start date: the age of a new cadet is judged on it.")


def _places(plan: OpeningPlan, taken: int) -> Iterable[Refusal]:
    if plan.places is not None and not 1 <= plan.places <= MOST_PLACES:
        yield Refusal("places", f"The number of places must be between 1 and {MOST_PLACES}.")
    elif plan.places is not None and plan.places < taken:
        yield Refusal("fewer_than_taken", f"{taken} places are taken already, so there cannot be fewer than {taken}.")


def _unit(plan: OpeningPlan, taken: int) -> Iterable[Refusal]:
    if plan.unit_id is None and plan.strand in BY_WINDOW_ALONE:
        yield Refusal("no_unit", "Choose a unit: people join one unit.")
