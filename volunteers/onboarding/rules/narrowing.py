"""What a list of applications is narrowed to: plain words in an address, in a saved view and beside the list.

Names and addresses are never among them: what is searched for is sealed elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from volunteers.errors import NotFound
from volunteers.strands.rules import Party

LONGEST_NUMBER = 9  # digits, so that every one of them is a row's
ON = "yes"


class Tab(StrEnum):
    """Which list is shown."""

    WAITING = "waiting"
    OPEN = "open"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"waiting": "Waiting on you", "open": "All open", "ended": "Ended"}[self]


class Whose(StrEnum):
    """Whose case it is."""

    ME = "me"
    NOBODY = "nobody"
    SOMEONE = "someone"

    @property
    def label(self) -> str:
        return {"me": "You", "nobody": "Nobody yet", "someone": "Someone else"}[self]


class Late(StrEnum):
    """How long it has stood there, against what is usual."""

    OVERDUE = "overdue"
    SLOW = "slow"
    EITHER = "either"

    @property
    def label(self) -> str:
        return {"overdue": "Overdue", "slow": "Slower than usual, not overdue", "either": "Slow or overdue"}[self]


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; what is None or False is not narrowed. ``strand``, ``area``, ``stage`` are codes."""

    strand: str | None = None
    area: str | None = None
    unit: int | None = None
    stage: str | None = None
    owner: Whose | None = None
    late: Late | None = None
    waits_on: Party | None = None
    adjustments: bool = False

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """The filters that words name, empty ones left out; raises ``NotFound`` for a word that names none."""
        unit = str(given.get("unit") or "")
        if unit and not (unit.isascii() and unit.isdigit() and len(unit) <= LONGEST_NUMBER):
            raise NotFound(f"no unit {unit!r}")
        try:
            return cls(
                strand=given.get("strand") or None,
                area=given.get("area") or None,
                unit=int(unit) if unit else None,
                stage=given.get("stage") or None,
                owner=Whose(given["owner"]) if given.get("owner") else None,
                late=Late(given["late"]) if given.get("late") else None,
                waits_on=Party(given["waits_on"]) if given.get("waits_on") else None,
                adjustments=given.get("adjustments") == ON,
            )
        except ValueError as unknown:
            raise NotFound(str(unknown)) from unknown

    @property
    def words(self) -> dict[str, str]:
        """What is on, as an address and a saved view hold it."""
        found = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                found[field.name] = ON if value is True else str(value)
        return found

    def without(self, name: str) -> "Filters":
        """With one filter off, and those that say nothing without it."""
        also = {"strand": ("stage", "unit"), "area": ("unit",)}.get(name, ())
        off = {each: False if each == "adjustments" else None for each in (name, *also)}
        return replace(self, **off)  # type: ignore[arg-type]

    @property
    def is_on(self) -> bool:
        return self != Filters()


@dataclass(frozen=True)
class Chip:
    """One filter that is on, in words, and what is left when it is taken off."""

    words: str
    left: dict[str, str]


def chips_of(filters: Filters, names: Mapping[str, str]) -> tuple[Chip, ...]:
    """Every filter that is on; ``names`` says what the codes of strand, area, unit and stage are called."""
    said = {
        "strand": names.get("strand", ""),
        "area": names.get("area", ""),
        "unit": names.get("unit", ""),
        "stage": f"At {names.get('stage', '')}",
        "owner": f"Owner: {filters.owner.label}" if filters.owner else "",
        "late": filters.late.label if filters.late else "",
        "waits_on": f"Waits on {filters.waits_on.label}" if filters.waits_on else "",
        "adjustments": "Adjustments needed",
    }
    return tuple(Chip(said[name], filters.without(name).words) for name in filters.words)


def tab_of(word: str | None, filters: Filters) -> Tab:
    """The list an address names. Without a word it is what waits on the viewer, or all open ones when narrowed."""
    if not word:
        return Tab.OPEN if filters.is_on else Tab.WAITING
    try:
        return Tab(word)
    except ValueError as unknown:
        raise NotFound(str(unknown)) from unknown
