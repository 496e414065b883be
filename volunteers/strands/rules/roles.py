"""May someone take the role they chose? Judged on their age and on how long they have held a licence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from volunteers.forces.rules import SupportRole
from volunteers.strands.rules.eligibility import Finding, Outcome, birthday, passes_from, plainly

Answers = Mapping[str, Mapping[str, Any]]


def judge_roles(roles: Sequence[SupportRole], answers: Answers, on: date, *, licence_months: int) -> list[Finding]:
    """What stands in the way of the chosen roles on a date, each with the day it would pass; empty when nothing does.

    ``licence_months`` is for how many months a driver must have held a full licence, and more. What is not answered yet
    is not judged. Never raises.
    """
    known = {role.code: role for role in roles}
    first = str(answers.get("role", {}).get("role") or "")
    others = [str(code) for code in answers.get("other-roles", {}).get("roles") or []]
    born = _day(answers.get("date-of-birth", {}).get("birth_date"))
    found = [*_gone("role", [first], known), *_gone("other-roles", others, known)]
    if born is not None:
        found += _ages("role", [first], known, born, on) + _ages("other-roles", others, known, born, on)
    since = _day(answers.get("driver", {}).get("since"))
    if since is not None and first in known and known[first].needs_driving:
        found += _licence(since, licence_months, on)
    return found


def _gone(question: str, chosen: Sequence[str], known: Mapping[str, SupportRole]) -> Iterator[Finding]:
    if any(code and code != "none" and code not in known for code in chosen):
        yield Finding(question, Outcome.NO, "A role you chose is no longer offered. Choose again.")


def _ages(
    question: str, chosen: Sequence[str], known: Mapping[str, SupportRole], born: date, on: date
) -> list[Finding]:
    found = []
    for role in (known[code] for code in chosen if code in known):
        if (first := birthday(born, role.minimum_age)) > on:
            words = (
                f"For the role “{role.name}” you must be {role.minimum_age} or over. "
                f"You can take it from {plainly(first)}. Choose another role for now."
            )
            found.append(Finding(question, Outcome.NOT_YET, words, first))
    return found


def _licence(since: date, months: int, on: date) -> list[Finding]:
    first = passes_from(since, months)
    if first <= on:
        return []
    words = (
        f"To drive for us you must have held a full licence for more than {months} months. "
        f"You can from {plainly(first)}. Choose another role for now."
    )
    return [Finding("driver", Outcome.NOT_YET, words, first)]


def _day(stored: object) -> date | None:
    return date.fromisoformat(stored) if isinstance(stored, str) and stored else None
