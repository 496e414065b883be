"""A check as it is recorded: what may be written down, and what the rules of a strand need to know of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.strands.rules import CheckDefinition, CheckFact, in_words


class CheckState(StrEnum):
    """``asked`` while it is with someone; an unrecorded check has no row at all."""

    ASKED = "asked"
    PASSED = "passed"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {"asked": "Asked for", "passed": "Passed", "failed": "Not passed"}[self]


@dataclass(frozen=True)
class CheckEntry:
    """What someone wants to write down. ``valid_until`` is the last good day."""

    state: CheckState
    result_on: date | None = None
    valid_until: date | None = None
    reference: str | None = None


@dataclass(frozen=True)
class RecordedCheck:
    """A check as it stands in the record, with the version that a form must have seen."""

    code: str
    state: CheckState
    asked_on: date | None
    result_on: date | None
    valid_until: date | None
    reference: str | None
    recorded_by: str
    recorded_at: datetime
    version: int

    def as_fact(self) -> CheckFact:
        """What the rules need to know of it."""
        return fact_of(self.code, self.state, self.asked_on, self.result_on, self.valid_until)


def fact_of(
    code: str, state: CheckState, asked_on: date | None, result_on: date | None, valid_until: date | None
) -> CheckFact:
    """What the rules need to know of a recorded check; it counts from the day of its result."""
    asked = f"asked for on {in_words(asked_on)}" if asked_on else "asked for"
    return CheckFact(
        code,
        passed=state is CheckState.PASSED,
        failed=state is CheckState.FAILED,
        valid_until=valid_until,
        state_words=asked if state is CheckState.ASKED else "",
        valid_from=result_on,
    )


def facts_of(checks: Iterable[RecordedCheck]) -> dict[str, CheckFact]:
    """The facts of an application's checks by code."""
    return {check.code: check.as_fact() for check in checks}


def refusals_to_record(entry: CheckEntry, definition: CheckDefinition, on: date) -> list[Refusal]:
    """Why a check cannot be written down like this on a date; empty when it can. Dates are judged in London."""
    return [*_result(entry, definition.name, on), *_validity(entry, definition.name)]


def _result(entry: CheckEntry, name: str, on: date) -> list[Refusal]:
    if entry.state is CheckState.ASKED:
        if entry.result_on is None:
            return []
        words = f"{name}: there is a date of the result, so choose the result, or clear the date."
        return [Refusal("result_not_chosen", words)]
    if entry.result_on is None:
        return [Refusal("result_without_date", f"{name}: enter the date of the result.")]
    if entry.result_on > on:
        return [Refusal("result_in_future", f"{name}: the date of the result must be today or in the past.")]
    return []


def _validity(entry: CheckEntry, name: str) -> list[Refusal]:
    if entry.valid_until is None:
        return []
    if entry.state is not CheckState.PASSED:
        return [Refusal("validity_without_pass", f"{name}: only a check that was passed has a last good day.")]
    if entry.result_on is not None and entry.valid_until < entry.result_on:
        words = f"{name}: the last good day cannot be before the date of the result, {in_words(entry.result_on)}."
        return [Refusal("validity_before_result", words)]
    return []
