"""Whether someone can be cleared for duty from a date, and what they then hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from volunteers.errors import Refusal
from volunteers.onboarding.rules.checks import CheckState, RecordedCheck
from volunteers.people.rules import Holding
from volunteers.strands.rules import CheckFact, Grade, Strand, refusals_of_checks


@dataclass(frozen=True)
class Clearing:
    """How someone begins: rank (None where a strand has none), grade, unit and first day of service."""

    rank: str | None
    grade: str
    unit_id: int | None
    started_on: date

    def as_stored(self) -> dict[str, str | int | None]:
        """As plain values, for a decision that waits for a second person."""
        return {
            "rank": self.rank,
            "grade": self.grade,
            "unit_id": self.unit_id,
            "started_on": self.started_on.isoformat(),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Clearing":
        """What was stored so."""
        return cls(stored["rank"], stored["grade"], stored["unit_id"], date.fromisoformat(stored["started_on"]))


def grades_to_begin_with(strand: Strand) -> list[Grade]:
    """The grades someone newly cleared may have: the usual one, and higher ones for those who come back."""
    return [grade for grade in strand.grades if strand.reaches(grade.code, strand.appointed_grade)]


def refusals_to_clear(
    strand: Strand,
    clearing: Clearing,
    *,
    facts: Mapping[str, CheckFact],
    units: Sequence[int],
    birth_date: date | None,
    area: str | None,
    on: date,
) -> list[Refusal]:
    """What stands in the way of service from that day, looked at on a date, beside the move itself."""
    faults = [
        (clearing.started_on > on, "starts_later", "The first day of service must be today or in the past."),
        (birth_date is None, "birth_date_missing", "The application does not say when they were born."),
        (area is None, "area_missing", "The application does not say in which area they will serve."),
        (
            clearing.grade not in {grade.code for grade in grades_to_begin_with(strand)},
            "unknown_grade",
            "Choose one of the grades shown.",
        ),
        (not _is_rank(strand, clearing.rank), "unknown_rank", "Choose one of the ranks shown."),
        (
            clearing.unit_id is not None and clearing.unit_id not in units,
            "unknown_unit",
            "Choose one of the units of their area.",
        ),
    ]
    return [
        *(Refusal(code, words) for is_wrong, code, words in faults if is_wrong),
        *_checks_on_first_day(strand, clearing.started_on, facts, on),
    ]


def clearances_of(strand: Strand, checks: Sequence[RecordedCheck]) -> list[Holding]:
    """The clearances of a new member: what a duty of the strand demands, as it was passed."""
    demanded = set(strand.duty.clearances)
    return [
        Holding(check.code, check.result_on, check.valid_until)
        for check in checks
        if check.code in demanded and check.state is CheckState.PASSED and check.result_on is not None
    ]


def _is_rank(strand: Strand, rank: str | None) -> bool:
    return rank in {each.code for each in strand.ranks} if strand.ranks else rank is None


def _checks_on_first_day(strand: Strand, started_on: date, facts: Mapping[str, CheckFact], on: date) -> list[Refusal]:
    """The checks on the first day of service, where that is not the day they are judged on anyway."""
    if started_on >= on:
        return []
    needs = strand.pipeline.appointed.needs
    return refusals_of_checks(needs, checks=facts, definitions=strand.checks, on=started_on)
