"""From what someone said, and their age, to the one group of each characteristic that they are counted in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from volunteers.monitoring.rules import Answers
from volunteers.strands.rules import StrandCode
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.rules.representation.groups import (
    ADULT_AGES,
    BY_SCOPE,
    CADET_AGES,
    DISABILITY,
    ETHNICITY,
    NOT_ANSWERED,
    ORIENTATION,
    RELIGION,
    SEX,
    Characteristic,
)

# The question whose answer is the group itself, by characteristic.
QUESTION_OF: Mapping[str, str] = {
    ETHNICITY.code: "ethnic-group", SEX.code: "sex", RELIGION.code: "religion", ORIENTATION.code: "sexual-orientation",
}  # fmt: skip
LIMITED: Mapping[str, str] = {"a_lot": "disabled", "a_little": "disabled", "no": "not_disabled"}
# The first and the last whole year of each group of ages.
AGES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "adults": {
        "16_to_24": (16, 24), "25_to_34": (25, 34), "35_to_44": (35, 44), "45_to_54": (45, 54), "55_to_64": (55, 64),
        "65_and_over": (65, 150),
    },
    "cadets": {"13_to_15": (13, 15), "16_to_17": (16, 17)},
}  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """Someone to be counted once in a measure. ``age`` is in whole years, None where it is not known."""

    measure: str
    strand: str
    area: str
    answers: Answers
    age: int | None


def scope_of(strand: str) -> str:
    """Which characteristics a strand is told by: children are never in one table with adults."""
    return "cadets" if strand == StrandCode.CADETS else "adults"


def groups_of(scope: str, answers: Answers, age: int | None) -> dict[str, str]:
    """The group someone is counted in, by characteristic: one of each, whatever they said or did not."""
    return {each.code: _group_of(each, answers, age) for each in BY_SCOPE[scope]}


def add_up(people: Iterable[Counted]) -> Counter[Atom]:
    """The people by measure, strand, area and group; each once in every characteristic of their strand's scope."""
    counts: Counter[Atom] = Counter()
    for one in people:
        for characteristic, group in groups_of(scope_of(one.strand), one.answers, one.age).items():
            counts[Atom(one.measure, one.strand, one.area, characteristic, group)] += 1
    return counts


def age_on(birth_date: date | None, day: date) -> int | None:
    """Age in whole years on a day; None where the date of birth is not known."""
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _group_of(characteristic: Characteristic, answers: Answers, age: int | None) -> str:
    if characteristic in (ADULT_AGES, CADET_AGES):
        return _age_group("adults" if characteristic is ADULT_AGES else "cadets", age)
    group = (
        _disability(answers)
        if characteristic is DISABILITY
        else answers.values.get(QUESTION_OF[characteristic.code], NOT_ANSWERED)
    )
    # An answer that a list had once and no longer has is none that can be told.
    return group if group in characteristic.codes else NOT_ANSWERED


def _age_group(scope: str, age: int | None) -> str:
    found = (code for code, (first, last) in AGES[scope].items() if age is not None and first <= age <= last)
    return next(found, NOT_ANSWERED)


def _disability(answers: Answers) -> str:
    """Disabled as the Equality Act has it: a condition of twelve months or more that limits day-to-day activities."""
    condition = answers.values.get("condition", NOT_ANSWERED)
    if condition == "no":
        return "not_disabled"
    if condition != "yes":
        return condition
    said = answers.values.get("day-to-day", NOT_ANSWERED)
    return LIMITED.get(said, said)
