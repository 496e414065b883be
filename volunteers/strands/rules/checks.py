"""What is found out about an applicant: what a check takes, how long it holds, and when it may be taken again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers.errors import Refusal
from volunteers.permissions import Permission
from volunteers.strands.rules.pipeline import Party


@dataclass(frozen=True)
class Retake:
    """How often a check that was not passed may be taken again.

    ``wait_days`` is how many days have to lie between two attempts, ``most_attempts`` how many there may be, the first
    one among them. ``decided_by`` names, in words, who may allow another one before that, or beyond it.
    """

    wait_days: int
    most_attempts: int
    decided_by: str

    def again_from(self, failed_on: Sequence[date]) -> date | None:
        """The first day of the next attempt after those that failed, in order; None when none is left."""
        if not failed_on or len(failed_on) >= self.most_attempts:
            return None
        return failed_on[-1] + timedelta(days=self.wait_days)


@dataclass(frozen=True)
class Evidence:
    """What shows that a check was done: one of the applicant's documents of these kinds, or a number or words.

    ``words`` say what to write down. ``is_needed`` refuses a pass that has neither.
    """

    words: str
    documents: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True)
class CheckDefinition:
    """Something that is found out about an applicant, recorded once with its date, often beside others.

    ``agrees`` are the points that the applicant agrees to by signing on screen, which passes the check.
    ``valid_months`` is how long it lasts from the day it was passed; ``None`` when it does not lapse. ``confirm`` marks
    a value without a source, which the force must confirm. ``explains`` is written for the applicant. ``retake`` says
    how often one who fails may try again; ``None`` where a failure is decided on at once. ``evidence`` is what shows
    the result. ``is_course`` marks training, recorded with the name of the course and where it was held. ``level``
    is the code of the level of vetting that it gives; empty where the role of the applicant says which.
    """

    code: str
    name: str
    recorded_by: Permission
    waiting_on: Party
    explains: str
    valid_months: int | None = None
    confirm: bool = False
    agrees: tuple[str, ...] = ()
    retake: Retake | None = None
    evidence: Evidence | None = None
    is_course: bool = False
    level: str = ""


@dataclass(frozen=True)
class CheckFact:
    """What the rules need to know of one recorded check. ``valid_until`` is its last good day.

    ``again_from`` is the day from which a failed one may be taken again, None when nothing is left but to decide.
    ``earlier`` are the days, both included, between which earlier passes held: one renewed does not erase the one
    before.
    """

    code: str
    passed: bool
    failed: bool = False
    valid_until: date | None = None
    state_words: str = ""
    valid_from: date | None = None
    again_from: date | None = None
    earlier: tuple[tuple[date, date | None], ...] = ()

    def holds_on(self, on: date) -> bool:
        """Whether the check is passed and good on a date."""
        if not self.passed:
            return False
        spans = ((self.valid_from or date.min, self.valid_until), *self.earlier)
        return any(first <= on and (last is None or on <= last) for first, last in spans)

    @property
    def has_failed_for_good(self) -> bool:
        """Whether it was not passed, and no other attempt is left."""
        return self.failed and self.again_from is None


def refusals_of_dates(name: str, *, result_on: date | None, valid_until: date | None, on: date) -> list[Refusal]:
    """What is wrong with the dates of a result that is written down on a date; days are those of London."""
    if result_on is None:
        return [Refusal("result_without_date", f"{name}: enter the date of the result.")]
    found = []
    if result_on > on:
        found.append(Refusal("result_in_future", f"{name}: the date of the result must be today or in the past."))
    if valid_until is not None and valid_until < result_on:
        words = f"{name}: the last good day cannot be before the date of the result, {in_words(result_on)}."
        found.append(Refusal("validity_before_result", words))
    return found


def in_words(day: date) -> str:
    """A date as people write it."""
    return f"{day.day} {day:%B %Y}"
