"""Numbers in web addresses: one larger than the database counts with names nothing, and is not a failure."""

from typing import Any

from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map

from volunteers.extensions import LARGEST_ID


class RowNumber(IntegerConverter):
    """A whole number that a row may have; any other is a page that does not exist."""

    def __init__(self, map: Map, **options: Any) -> None:
        super().__init__(map, **{"max": LARGEST_ID, **options})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber


def asked_number(name: str) -> int | None:
    """The row number asked for after the question mark, such as where a page of a list begins; None when it is none."""
    given = request.args.get(name, type=int)
    return given if given is not None and 0 <= given <= LARGEST_ID else None
