"""A check as it is recorded: what may be written down, and what the rules of a strand need to know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from volunteers.errors import Refusal
from volunteers.strands.rules import CheckDefinition, CheckFact, in_words, refusals_of_dates


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
    """What someone wants to write down. ``valid_until`` is the last good day.

    ``document_id`` is the applicant's paper that shows it. ``corrects`` mends the last result instead of adding one.
    ``reason`` says why it is to count where a rule alone does not let it: another attempt, a reference that is missing.
    """

    state: CheckState
    result_on: date | None = None
    valid_until: date | None = None
    reference: str | None = None
    document_id: int | None = None
    course: str | None = None
    place: str | None = None
    reason: str | None = None
    corrects: bool = False


@dataclass(frozen=True)
class Attempt:
    """One result of a check as it was written down; a correction has the number of what it corrects.

    ``document`` is what the paper that shows it is called, where there is one.
    """

    number: int
    correction: int
    state: CheckState
    result_on: date
    valid_until: date | None
    reference: str | None
    document_id: int | None
    document: str | None
    course: str | None
    place: str | None
    reason: str | None
    recorded_by: str
    recorded_at: datetime

    @property
    def is_passed(self) -> bool:
        return self.state is CheckState.PASSED

    @property
    def name(self) -> str:
        """Which one it is, and whether it mends what was written down before."""
        return f"Result {self.number}" + (f", correction {self.correction}" if self.correction else "")

    @property
    def shown_by(self) -> str:
        """The document and the number that show it."""
        return ", ".join(each for each in (self.document, self.reference) if each)

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return "good" if self.is_passed else "poor"


@dataclass(frozen=True)
class RecordedCheck:
    """A check as it stands in the record, with the version that a form must have seen.

    ``again_from`` is the day from which a failed one may be taken again. ``attempts`` are all its results, corrections
    too, oldest first.
    """

    code: str
    state: CheckState
    asked_on: date | None
    result_on: date | None
    valid_until: date | None
    reference: str | None
    recorded_by: str
    recorded_at: datetime
    version: int
    again_from: date | None = None
    attempts: tuple[Attempt, ...] = ()

    @property
    def latest(self) -> Attempt | None:
        """The result that counts now; None while it is only asked for."""
        return self.attempts[-1] if self.attempts and self.state is not CheckState.ASKED else None

    @property
    def earlier(self) -> tuple[tuple[date, date | None], ...]:
        """Between which days the passes before this one held; none of those before a failure counts any more."""
        before = reversed(counted(self.attempts)[:-1])
        return tuple((each.result_on, each.valid_until) for each in takewhile(lambda each: each.is_passed, before))

    def as_fact(self) -> CheckFact:
        """What the rules need to know of it."""
        return fact_of(
            self.code, self.state, self.asked_on, self.result_on, self.valid_until,
            again_from=self.again_from, earlier=self.earlier,
        )  # fmt: skip


def counted(attempts: Iterable[Attempt]) -> list[Attempt]:
    """The results that count, oldest first: of each its last correction."""
    by_number = {each.number: each for each in sorted(attempts, key=lambda each: (each.number, each.correction))}
    return list(by_number.values())


def fact_of(
    code: str, state: CheckState, asked_on: date | None, result_on: date | None, valid_until: date | None,
    again_from: date | None = None, earlier: tuple[tuple[date, date | None], ...] = (),
) -> CheckFact:  # fmt: skip
    """What the rules need to know of a recorded check; it counts from the day of its result."""
    asked = f"asked for on {in_words(asked_on)}" if asked_on else "asked for"
    return CheckFact(
        code,
        passed=state is CheckState.PASSED,
        failed=state is CheckState.FAILED,
        valid_until=valid_until,
        state_words=asked if state is CheckState.ASKED else "",
        valid_from=result_on,
        again_from=again_from,
        earlier=earlier,
    )


def facts_of(checks: Iterable[RecordedCheck]) -> dict[str, CheckFact]:
    """The facts of an application's checks by code."""
    return {check.code: check.as_fact() for check in checks}


def refusals_to_record(
    entry: CheckEntry, definition: CheckDefinition, on: date, *, attempts: Sequence[Attempt] = ()
) -> list[Refusal]:
    """Why a check cannot be written down like this on a date; empty when it can. Dates are judged in London.

    ``attempts`` are its results so far.
    """
    return [*_result(entry, definition.name, on), *_evidence(entry, definition), *_order(entry, definition, attempts)]


def _result(entry: CheckEntry, name: str, on: date) -> list[Refusal]:
    found = []
    if entry.state is not CheckState.ASKED:
        valid_until = entry.valid_until if entry.state is CheckState.PASSED else None
        found = refusals_of_dates(name, result_on=entry.result_on, valid_until=valid_until, on=on)
    elif entry.result_on is not None:
        words = f"{name}: there is a date of the result, so choose the result, or clear the date."
        found = [Refusal("result_not_chosen", words)]
    if entry.valid_until is not None and entry.state is not CheckState.PASSED:
        found.append(Refusal("validity_without_pass", f"{name}: only a check that was passed has a last good day."))
    return found


def _evidence(entry: CheckEntry, definition: CheckDefinition) -> list[Refusal]:
    wanted = definition.evidence
    if wanted is None or not wanted.is_needed or entry.state is not CheckState.PASSED:
        return []
    if entry.document_id is not None or entry.reference:
        return []
    words = f"{definition.name}: choose the document that shows it, or enter the number of the paper you saw."
    return [Refusal("evidence_missing", words)]


def _order(entry: CheckEntry, definition: CheckDefinition, attempts: Sequence[Attempt]) -> list[Refusal]:
    """A result does not come before the one it follows: who mends an earlier one says so."""
    if entry.corrects and not attempts:
        return [Refusal("nothing_to_correct", f"{definition.name}: there is no result yet to correct.")]
    before = counted(attempts)[:-1] if entry.corrects else counted(attempts)
    if entry.result_on is None or not before or entry.result_on >= before[-1].result_on:
        return []
    words = f"{definition.name}: the result before this one is of {in_words(before[-1].result_on)}, so this one "
    return [Refusal("result_out_of_order", f"{words}cannot be of an earlier day. To mend that one, choose so.")]
