"""The few answers that are kept as columns too, because staff look for them and rules judge them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Copies:
    """What an application's columns say, taken from its answers."""

    first_name: str
    last_name: str
    birth_date: date | None
    area: str | None
    unit_id: int | None
    role: str | None
    search_words: str


def copies_of(answers: Mapping[str, Mapping[str, Any]], *, reference: str, email: str) -> Copies:
    """The columns that follow from these answers; what is not answered yet is empty.

    Where the question is which unit to join, the answer holds the unit's number and its area.
    """
    unit = answers.get("unit", {})
    name = answers.get("name", {})
    first, last = str(name.get("first_name") or ""), str(name.get("last_name") or "")
    born = answers.get("date-of-birth", {}).get("birth_date")
    return Copies(
        first_name=first,
        last_name=last,
        birth_date=date.fromisoformat(born) if born else None,
        area=answers.get("area", {}).get("area") or unit.get("area") or None,
        unit_id=int(unit["unit"]) if unit.get("unit") else None,
        role=answers.get("role", {}).get("role") or None,
        search_words=" ".join(part for part in (first, last, reference, email) if part).lower(),
    )
