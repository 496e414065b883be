"""How vetting may end, what each end takes, and what is said of it outside this room."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal

VETTING_TEAM = "The vetting team"


class CaseKind(StrEnum):
    """Why someone is vetted."""

    FIRST = "first"
    RENEWAL = "renewal"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return {"first": "First vetting", "renewal": "Renewal", "review": "Review"}[self]


class Outcome(StrEnum):
    """How a case ends."""

    GRANTED = "granted"
    WITH_CONDITIONS = "granted_with_conditions"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"
    UNCHANGED = "unchanged"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def is_grant(self) -> bool:
        return self in (Outcome.GRANTED, Outcome.WITH_CONDITIONS)

    @property
    def takes_two(self) -> bool:
        """Whether a second vetting officer has to agree (the permission matrix, assurance.md 3.2)."""
        return self in (Outcome.REFUSED, Outcome.WITHDRAWN)

    @property
    def needs_reason(self) -> bool:
        return self in (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.DISCONTINUED)

    @property
    def ends_vetting(self) -> bool:
        """Whether nothing is vetted anew by itself after it."""
        return self.needs_reason


LABELS = {
    Outcome.GRANTED: "Granted",
    Outcome.WITH_CONDITIONS: "Granted with conditions",
    Outcome.REFUSED: "Refused",
    Outcome.WITHDRAWN: "Withdrawn",
    Outcome.DISCONTINUED: "Discontinued",
    Outcome.UNCHANGED: "Stays as it is",
    Outcome.NOT_NEEDED: "Closed without an outcome",
}
HINTS = {
    Outcome.GRANTED: "They have the vetting they need.",
    Outcome.WITH_CONDITIONS: "Coordinators see that there are conditions, and are told to ask you.",
    Outcome.REFUSED: "Takes a second vetting officer.",
    Outcome.WITHDRAWN: "Takes a second vetting officer. It ends that day, and duties close by themselves.",
    Outcome.DISCONTINUED: "For example under investigation. They may apply again.",
    Outcome.UNCHANGED: "The new information changes nothing.",
}
# A renewal that is refused leaves the clearance to its last day; one that is withdrawn ends it at once.
OUTCOMES_OF: dict[CaseKind, tuple[Outcome, ...]] = {
    CaseKind.FIRST: (Outcome.GRANTED, Outcome.WITH_CONDITIONS, Outcome.REFUSED, Outcome.DISCONTINUED),
    CaseKind.RENEWAL: (
        Outcome.GRANTED, Outcome.WITH_CONDITIONS, Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.DISCONTINUED,
    ),
    CaseKind.REVIEW: (Outcome.UNCHANGED, Outcome.GRANTED, Outcome.WITH_CONDITIONS, Outcome.WITHDRAWN),
}  # fmt: skip
# All that is said outside this room beside the state and the dates.
SAID_OUTSIDE = {
    Outcome.WITH_CONDITIONS: "with conditions: ask the vetting team",
    Outcome.DISCONTINUED: "discontinued: they may apply again",
    Outcome.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True)
class OutcomeEntry:
    """What an officer wants to record. ``valid_until`` is the last good day; empty for the usual one."""

    outcome: Outcome
    result_on: date | None = None
    level: str | None = None
    valid_until: date | None = None
    reference: str | None = None
    conditions: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Standing:
    """What an outcome is judged by. ``serving`` are the levels that may be granted; ``left`` the enquiries to be made.

    ``holds`` says that there is a vetting to withdraw, ``is_over`` that the application has ended.
    """

    kind: CaseKind
    serving: tuple[str, ...]
    left: tuple[str, ...]
    holds: bool
    is_over: bool


def said_outside(outcome: Outcome, reference: str | None) -> str | None:
    """The reference as coordinators see it: the number of the vetting file, and at most that there is more to ask."""
    parts = [part for part in (reference, SAID_OUTSIDE.get(outcome)) if part]
    return ", ".join(parts) or None


def refusals_to_end(entry: OutcomeEntry, standing: Standing, on: date) -> list[Refusal]:
    """Why a case cannot end like this on a date, in words; empty when it can. Days are those of London."""
    if standing.is_over:
        return [] if entry.outcome is Outcome.NOT_NEEDED else [OVER]
    if entry.outcome not in OUTCOMES_OF[standing.kind]:
        words = f"A {standing.kind.label.lower()} cannot end as “{entry.outcome.label.lower()}”."
        return [Refusal("outcome_not_possible", words)]
    return [*_dates(entry, on), *_grant(entry, standing), *_words(entry), *_withdrawal(entry, standing)]


OVER = Refusal("over", "The application has ended, so no outcome is recorded any more. Close the case.")


def _dates(entry: OutcomeEntry, on: date) -> list[Refusal]:
    if entry.outcome is Outcome.UNCHANGED:
        return []
    found = []
    if entry.result_on is None:
        found.append(Refusal("result_without_date", "Enter the date of the outcome."))
    elif entry.result_on > on:
        found.append(Refusal("result_in_future", "The date of the outcome must be today or in the past."))
    if entry.valid_until is None:
        return found
    if not entry.outcome.is_grant:
        found.append(Refusal("validity_without_grant", "Only vetting that is granted has a last good day. Clear it."))
    elif entry.result_on is not None and entry.valid_until < entry.result_on:
        found.append(Refusal("validity_before_result", "The last good day cannot be before the date of the outcome."))
    return found


def _grant(entry: OutcomeEntry, standing: Standing) -> list[Refusal]:
    if not entry.outcome.is_grant:
        return []
    found = [Refusal("enquiry_left", f"Not ticked yet: {name}.", "You, on the case") for name in standing.left]
    if not entry.level:
        found.append(Refusal("level_missing", "Choose the level that is granted."))
    elif entry.level not in standing.serving:
        found.append(Refusal("level_too_low", "That level is below the one they need. Choose that one, or more."))
    if not entry.reference:
        found.append(Refusal("reference_missing", "Enter the reference of the vetting file."))
    return found


def _words(entry: OutcomeEntry) -> list[Refusal]:
    with_conditions, found = entry.outcome is Outcome.WITH_CONDITIONS, []
    if with_conditions and not entry.conditions:
        found.append(Refusal("conditions_missing", "Write down the conditions."))
    if entry.conditions and not with_conditions:
        found.append(Refusal("conditions_without_grant", "There are conditions, so choose “Granted with conditions”."))
    if entry.outcome.needs_reason and not entry.reason:
        found.append(Refusal("reason_missing", f"Write down why it is {entry.outcome.label.lower()}."))
    return found


def _withdrawal(entry: OutcomeEntry, standing: Standing) -> list[Refusal]:
    if entry.outcome is Outcome.WITHDRAWN and not standing.holds:
        return [Refusal("nothing_to_withdraw", "They hold no vetting that could be withdrawn.")]
    return []
