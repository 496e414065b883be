"""What is issued to someone and comes back, and what makes it impossible."""

from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.forces.rules import KitKind


class Condition(StrEnum):
    """How something came back."""

    GOOD = "good"
    WORN = "worn"
    DAMAGED = "damaged"
    LOST = "lost"

    @property
    def label(self) -> str:
        return {
            "good": "Good",
            "worn": "Worn, still usable",
            "damaged": "Damaged",
            "lost": "Lost or stolen, it did not come back",
        }[self]


def tidy_serial(typed: str | None) -> str | None:
    """A serial number as it is compared: capitals, without spaces. None where nothing was typed."""
    return "".join((typed or "").split()).upper() or None


def refusals_of_issue(kind: KitKind | None, serial: str | None, issued_on: date, *, on: date) -> list[Refusal]:
    """Why something cannot be issued; empty when it can."""
    if kind is None:
        return [Refusal("unknown_kind", "Choose what is issued from the list.")]
    found = []
    if kind.has_serial and serial is None:
        found.append(Refusal("no_serial", f"{kind.name}: enter the serial number."))
    if issued_on > on:
        found.append(Refusal("issued_in_future", "The date of issue cannot be in the future."))
    return found


def refusals_of_return(issued_on: date, returned_on: date, *, on: date) -> list[Refusal]:
    """Why something cannot have come back on a day; empty when it can."""
    if returned_on > on:
        return [Refusal("returned_in_future", "The date of return cannot be in the future.")]
    if returned_on < issued_on:
        return [Refusal("returned_before_issue", "It cannot come back before the day it was issued.")]
    return []
