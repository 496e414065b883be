"""Filling duties by computation: how far one has come, what a place counts, and what may be asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.errors import Refusal

MOST_DAYS = 28
SECONDS = (20, 60, 300)  # how long it may look for better
MOST_AT_ONCE = 300  # places accepted at once: each is judged anew, which takes its time
CLOSED_AFTER = timedelta(days=7)
KEPT_FOR = timedelta(days=90)
# Every reason for which a place stays empty, in the order in which they are shown.
REASON_CODES = (
    "grade", "qualification", "not_cleared", "barred", "no_one_available", "busy", "on_this_duty", "elsewhere", "rest",
    "max_hours", "week_hours", "consecutive_days", "minimum_to_run", "independent_needed", "adult_ratio",
)  # fmt: skip


class FillingState(StrEnum):
    WAITING = "waiting"  # for its turn
    RUNNING = "running"
    READY = "ready"  # there is a proposal to look at
    FAILED = "failed"
    CANCELLED = "cancelled"
    CLOSED = "closed"  # nothing more is accepted of it

    @property
    def is_working(self) -> bool:
        """Whether a result is still to come."""
        return self in (FillingState.WAITING, FillingState.RUNNING)


class PlaceState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"  # when it was to be accepted; it may be tried again
    LEFT = "left"  # the proposal was closed without it

    @property
    def is_open(self) -> bool:
        """Whether it may still be accepted."""
        return self in (PlaceState.PROPOSED, PlaceState.REFUSED)


class Phase(StrEnum):
    """What a filling is busy with."""

    READING = "reading"  # duties and volunteers
    SEARCHING = "searching"
    CHECKING = "checking"  # what was found against every rule of the roster


@dataclass(frozen=True)
class Going:
    """Whether people go on their way or not: what a filling at work is told when it says how far it has come."""

    goes_on: bool  # False: it was cancelled, or another is at it
    is_stopped: bool  # the best so far is wanted now


def refusals_to_ask(*, first_on: date, last_on: date, seconds: int, today: date) -> Iterator[Refusal]:
    """What is wrong with the days, or with how long it may take."""
    if last_on < first_on:
        yield Refusal("last_day", "The last day must be the first day or after it.")
    elif last_on < today:
        yield Refusal("past", "These days are over. Choose days to come.")
    elif (last_on - first_on).days >= MOST_DAYS:
        yield Refusal("too_long", f"Choose at most {MOST_DAYS} days at once.")
    if seconds not in SECONDS:
        yield Refusal("seconds", f"It may take {', '.join(map(str, SECONDS[:-1]))} or {SECONDS[-1]} seconds.")


def priority_of(*, is_operational: bool, is_short: bool, serves_plan: bool) -> int:
    """How much a place of a duty counts, 1 to 5; each step counts twice the one before.

    3 for an operational duty and 2 for another; one more where it cannot run yet, and one more where it serves a
    priority of the Police and Crime Plan.
    """
    return 2 + is_operational + is_short + serves_plan


def months_touched(first_on: date, last_on: date) -> tuple[date, ...]:
    """The first days of the months in which these days lie: hours are counted over all of them."""
    found, day = [], first_on.replace(day=1)
    while day <= last_on:
        found.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return tuple(found)


def refusals_to_run(
    *, on_it: int, minimum: int, needs_independent: bool, has_independent: bool
) -> Iterable[Refusal]:  # fmt: skip
    """What keeps a duty from running with those who would be on it."""
    if on_it < minimum:
        people = "1 person" if on_it == 1 else f"{on_it} people"
        words = f"With these the duty would have {people}, and it runs with {minimum} or more. Nobody was put on it."
        yield Refusal("minimum_to_run", words)
    if needs_independent and not has_independent:
        words = "Nobody on the duty could be on duty alone, and it needs someone who may. Nobody was put on it."
        yield Refusal("independent_needed", words)
