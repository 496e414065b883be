"""How a fault is planted: a function that makes it, and gives the numbers that should be found."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from volunteers.extensions import db

Planter = Callable[[], list[int]]
PLANTED: dict[str, list[Planter]] = {}


def plants(code: str) -> Callable[[Planter], Planter]:
    """Mark a function as planting a fault of one state; it gives the numbers to be found, none where none are shown."""

    def mark(planter: Planter) -> Planter:
        PLANTED.setdefault(code, []).append(planter)
        return planter

    return mark


def sql(statement: str, **values: Any) -> None:
    """Write past the code, and past constraints that the statement takes away until the test ends."""
    db.session.flush()
    db.session.execute(text(statement), values)
