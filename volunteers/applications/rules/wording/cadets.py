"""The answers of the police cadets, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen


def _unit(values: Values) -> list[str]:
    return [str(values.get("name") or "")]


def _guardian(values: Values) -> list[str]:
    return [
        str(values.get("name") or ""),
        chosen(choices.RELATIONS, values.get("relation")),
        str(values.get("email") or ""),
        str(values.get("phone") or ""),
    ]


def _second_guardian(values: Values) -> list[str]:
    return _guardian(values) if values.get("has") == "yes" else ["No"]


def _school(values: Values) -> list[str]:
    if values.get("kind") != choices.AT_SCHOOL:
        return [chosen(choices.SCHOOLING, values.get("kind"))]
    return [str(values.get("school") or ""), str(values.get("town") or "")]


def _weekly(values: Values) -> list[str]:
    return [chosen(choices.WEEKLY, values.get("weekly")), *str(values.get("what") or "").splitlines()]


TITLES = {
    "unit": "Unit",
    "guardian": "Parent or guardian",
    "second-guardian": "Second parent or guardian",
    "school": "School or college",
    "weekly-attendance": "Every week in term time",
}
WORDS: dict[str, Sayer] = {
    "unit": _unit,
    "guardian": _guardian,
    "second-guardian": _second_guardian,
    "school": _school,
    "weekly-attendance": _weekly,
}
