"""Asking the rooms above what still needs an area or a unit: they know of places, and places know nothing of them."""

from collections.abc import Callable, Sequence

from sqlalchemy import func, select

from volunteers.extensions import db
from volunteers.places.models import Unit
from volunteers.places.rules.uses import Where, uses_in_words

Counter = Callable[[Where], Sequence[str]]
_counters: dict[Counter, None] = {}


def count_uses_with(*counters: Counter) -> None:
    """From now on these too are asked, each for what of its room is still there, in words. Given twice, asked once."""
    _counters.update(dict.fromkeys(counters))


def uses_of(where: Where) -> list[str]:
    """Everything that still needs an area or a unit, in words, such as 3 open applications."""
    found = _units_in(where)
    for counter in _counters:
        found += counter(where)
    return found


def _units_in(where: Where) -> list[str]:
    if where.area is None:
        return []
    there = select(func.count()).select_from(Unit).where(Unit.area == where.area, Unit.ended_on.is_(None))
    return uses_in_words(db.session.scalar(there), "unit", "units")
