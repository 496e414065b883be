"""Small words out of which stored answers are said."""

from collections.abc import Callable, Mapping
from typing import Any

from volunteers.applications.rules import choices

Values = Mapping[str, Any]
Sayer = Callable[[Values], list[str]]


def labelled(label: str, value: object) -> str:
    """“Label: value”, or nothing where there is no value."""
    return f"{label}: {value}" if value else ""


def chosen(options: choices.Choices, value: object) -> str:
    """The words of one answer of several; a list of answers as a list of words."""
    if isinstance(value, list):
        return ", ".join(chosen(options, each) for each in value)
    return dict(options).get(str(value), "")


def several_lines(field: str) -> Sayer:
    """A text of several lines."""
    return lambda values: str(values.get(field) or "").splitlines()


def yes_and_what(yes: str, what: str) -> Sayer:
    """Yes or no, and below it what was said beside a yes."""

    def said(values: Values) -> list[str]:
        return [chosen(choices.YES_NO, values.get(yes)), *str(values.get(what) or "").splitlines()]

    return said


def each_item(summary: Callable[[Values], str]) -> Sayer:
    """One line for each item of a list."""
    return lambda values: [summary(item) for item in values.get("items", [])]


def plainly(values: Values) -> list[str]:
    """Every text as it stands."""
    return [str(value) for value in values.values() if isinstance(value, str)]
