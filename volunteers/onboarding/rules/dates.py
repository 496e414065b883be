"""The dates of a case: those of the intake it waits for, of its stage, and of its checks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from volunteers.onboarding.rules.check_lines import CheckLine
from volunteers.strands.rules import Stage


@dataclass(frozen=True)
class DateLine:
    """A day that matters to a case, and what it is."""

    on: date
    words: str
    is_past: bool


def dates_of(
    stage: Stage, *, since: date, today: date, checks: Iterable[CheckLine], intake: Iterable[tuple[date | None, str]]
) -> list[DateLine]:
    """The days to come, and those that were missed, in order; none for an application that has ended."""
    if stage.is_final:
        return []
    known = [
        *intake,
        (stage.usual_by(since), "Usually moves on by now"),
        (stage.latest_by(since), "Overdue after this day"),
        *((_last_day(line), f"{line.definition.name} runs out") for line in checks),
    ]
    return [DateLine(on, words, on < today) for on, words in sorted((on, words) for on, words in known if on)]


def _last_day(line: CheckLine) -> date | None:
    return line.record.valid_until if line.record is not None and line.is_passed else None
