"""Taking a check again that was not passed: when, how often, and who may decide otherwise."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from volunteers.errors import Refusal
from volunteers.onboarding.rules.checks import Attempt, CheckEntry, CheckState, counted
from volunteers.strands.rules import CheckDefinition, in_words

FAILED = CheckState.FAILED


def failures(attempts: Sequence[Attempt]) -> list[date]:
    """The days of the failures since the last pass, oldest first."""
    last = takewhile(lambda each: each.state is FAILED, reversed(counted(attempts)))
    return [each.result_on for each in last][::-1]


def again_from(entry: CheckEntry, definition: CheckDefinition, attempts: Sequence[Attempt]) -> date | None:
    """The first day of the next attempt once this is written down; None where there is none, or no need of one."""
    if entry.state is not FAILED or entry.result_on is None or definition.retake is None:
        return None
    return definition.retake.again_from([*failures(_before(entry, attempts)), entry.result_on])


def refusals_to_try(entry: CheckEntry, definition: CheckDefinition, attempts: Sequence[Attempt]) -> list[Refusal]:
    """Why another attempt cannot be written down, after those there were; a reason given with it opens the way."""
    retake, known = definition.retake, failures(_before(entry, attempts))
    if retake is None or not known or entry.reason:
        return []
    otherwise = f"{_large(retake.decided_by)} may decide otherwise: then enter why, and who decided."
    if (first := retake.again_from(known)) is None:
        words = f"{definition.name}: no attempt is left after {_times(len(known))}. {otherwise}"
        return [Refusal("no_attempt_left", words, retake.decided_by)]
    if entry.result_on is None or entry.result_on >= first:
        return []
    words = (
        f"{definition.name}: the next attempt may be from {in_words(first)}, {retake.wait_days} days after the last "
        f"one. {otherwise}"
    )
    return [Refusal("too_soon", words, retake.decided_by, first)]


def retake_in_words(definition: CheckDefinition) -> str:
    """How often it may be taken, for the page on which it is recorded; empty where it may not be taken again."""
    if (retake := definition.retake) is None:
        return ""
    to_confirm = " The force has still to confirm these numbers." if definition.confirm else ""
    return (
        f"It may be taken {_times(retake.most_attempts)} in all, {retake.wait_days} days apart. "
        f"{_large(retake.decided_by)} may decide otherwise.{to_confirm}"
    )


def attempts_left(definition: CheckDefinition, attempts: Sequence[Attempt]) -> int | None:
    """How many more times it may be taken; None where that is not limited."""
    if definition.retake is None:
        return None
    return max(0, definition.retake.most_attempts - len(failures(attempts)))


def odd_date(entry: CheckEntry, definition: CheckDefinition, *, oldest: date) -> str | None:
    """A hint about a result from long before the application was sent; it is taken all the same."""
    if entry.result_on is None or entry.result_on >= oldest:
        return None
    when = in_words(entry.result_on)
    return f"{definition.name} is of {when}, long before the application was sent. Look at the date once more."


def _before(entry: CheckEntry, attempts: Sequence[Attempt]) -> list[Attempt]:
    known = counted(attempts)
    return known[:-1] if entry.corrects else known


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _large(words: str) -> str:
    return words[:1].upper() + words[1:]
