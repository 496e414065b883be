"""What stands in web addresses: a number too large to count, or text that no row can hold, names nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

from volunteers.extensions import LARGEST_ID
from volunteers.web.fields import BARRED

FIRST_YEAR, LAST_YEAR = 2000, 2099


class RowNumber(IntegerConverter):
    """A whole number that a row may have; any other is a page that does not exist."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST_ID, **options})


class PlainText(UnicodeConverter):
    """Text without what no page and no row may hold; any other is a page that does not exist."""

    def to_python(self, value: str) -> str:
        if BARRED.search(value):
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    app.url_map.converters.update({"int": RowNumber, "default": PlainText, "string": PlainText})


def asked_choice(name: str, choices: Iterable[tuple[str, str]]) -> str | None:
    """Which of the choices is asked for after the question mark; None when it is none of them."""
    given = request.args.get(name)
    return next((value for value, _ in choices if value == given), None)


def asked_number(name: str) -> int | None:
    """The row number asked for after the question mark, such as where a page of a list begins; None when it is none."""
    given = request.args.get(name, type=int)
    return given if given is not None and 0 <= given <= LARGEST_ID else None


def asked_day(name: str) -> date | None:
    """The day asked for after the question mark; None for what is no day, or none of this century."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
