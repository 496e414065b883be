"""The enquiries of vetting, each ticked with its day. Source: domain.md 1.1, stage 10."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal
from volunteers.forces.rules import ENQUIRIES


@dataclass(frozen=True)
class EnquiryDone:
    """An enquiry that was made: when, and by whom."""

    code: str
    done_on: date
    by: str


@dataclass(frozen=True)
class EnquiryLine:
    """One line of the checklist; ``done`` is None while it is to be made."""

    code: str
    name: str
    done: EnquiryDone | None


def checklist(wanted: Sequence[str], done: Iterable[EnquiryDone]) -> tuple[EnquiryLine, ...]:
    """The enquiries of a level in their order, then any other that was made, as when the role changed meanwhile."""
    made = {each.code: each for each in done}
    codes = [*wanted, *(code for code in ENQUIRIES if code in made and code not in wanted)]
    return tuple(EnquiryLine(code, ENQUIRIES[code], made.get(code)) for code in codes)


def left_of(lines: Iterable[EnquiryLine]) -> tuple[str, ...]:
    """The names of the enquiries still to be made."""
    return tuple(line.name for line in lines if line.done is None)


def refusals_to_tick(
    codes: Sequence[str], done_on: date | None, lines: Sequence[EnquiryLine], on: date
) -> list[Refusal]:
    """Why these cannot be ticked with a day; empty when they can."""
    known = {line.code: line for line in lines}
    if not codes:
        return [Refusal("nothing_ticked", "Tick the enquiries that were made.")]
    if any(code not in known for code in codes):
        return [Refusal("unknown_enquiry", "That enquiry is not asked for at this level.")]
    if done_on is None:
        return [Refusal("day_missing", "Enter the day on which they were made.")]
    if done_on > on:
        return [Refusal("day_in_future", "The day of an enquiry must be today or in the past.")]
    return []
