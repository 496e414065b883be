"""What people enter, as plain values, and why it will not do."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal
from volunteers.farms.rules import Crime, Marking
from volunteers.places.rules import Position

# County, parish, holding. That the force wants it so is our reading, for it to confirm.
HOLDING_NUMBER = re.compile(r"(\d{2})[ /.-]?(\d{3})[ /.-]?(\d{4})", re.ASCII)
# A registration of today or of the years before; an alert that holds one would accuse whoever drives it.
REGISTRATION = re.compile(
    r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])\b", re.ASCII | re.IGNORECASE
)
SEVERAL = "The mark {mark} is on the register already. Each mark is there once."
TWICE = "The mark {mark} is in two rows. Each thing has a mark of its own."


@dataclass(frozen=True)
class PremisesEntry:
    """A holding as its member describes it; ``access`` is for officers alone."""

    name: str
    kept: str
    address: str
    postcode: str
    reference: str
    at: Position
    holding_number: str
    ring: str
    access: str


@dataclass(frozen=True)
class Seen:
    """Something suspicious as a member tells of it; ``vehicle`` is for staff alone."""

    crime: Crime
    what: str
    seen_when: str
    seen_where: str
    reference: str
    at: Position
    vehicle: str


@dataclass(frozen=True)
class AlertDraft:
    """An alert before it is sent: to members of an area who want the category, near its point where it has one."""

    crime: Crime
    area: str
    title: str
    body: str
    reference: str
    at: Position | None
    days: int


@dataclass(frozen=True)
class ItemEntry:
    """A thing that was marked."""

    kind: str
    make: str
    serial: str
    marking: Marking
    mark: str
    kept_where: str
    photograph: str


def tidy_holding_number(typed: str) -> str | None:
    """A CPH number as it is printed, 12/345/6789; None for what is none."""
    found = HOLDING_NUMBER.fullmatch(typed.strip())
    return "/".join(found.groups()) if found else None


def refusals_to_words(text: str) -> list[Refusal]:
    """What may not be said to members: the registration of a vehicle."""
    if not REGISTRATION.search(text):
        return []
    return [Refusal("registration", "Take the registration of the vehicle out. Describe the vehicle in other words.")]


def refusals_to_alert(draft: AlertDraft, *, receivers: int) -> list[Refusal]:
    """What keeps an alert from being sent: a registration in it, or nobody to tell."""
    found = refusals_to_words(f"{draft.title} {draft.body}")
    if not receivers:
        found.append(Refusal("nobody", "Nobody near wants alerts of this category. Choose another category or area."))
    return found


def refusals_to_items(items: Sequence[ItemEntry], *, known: Collection[str], on: date, today: date) -> list[Refusal]:
    """What is wrong with the things of a visit; ``known`` are marks on the register, in small letters."""
    found = []
    if on > today:
        found.append(Refusal("future", "A visit is done on its day or before. Enter today or an earlier day."))
    if not items:
        found.append(Refusal("no_items", "Enter at least one thing that was marked."))
    seen: set[str] = set()
    for item in items:
        mark = item.mark.casefold()
        if mark in known:
            found.append(Refusal("known_mark", SEVERAL.format(mark=item.mark)))
        if mark in seen:
            found.append(Refusal("mark_twice", TWICE.format(mark=item.mark)))
        seen.add(mark)
    return found
