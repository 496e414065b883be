"""What an administrator may make of units."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from volunteers.errors import Refusal
from volunteers.places.rules.distance import Position

LONGEST_NAME = 80


@dataclass(frozen=True)
class NewUnit:
    """What is added: a kind (a word of ``UnitKind``) that serves one strand or, without one, all of them."""

    code: str
    words: str
    kind: str
    strand: str | None


# Schemes of Community SpeedWatch are formed on pages of their own, with their team and sites.
NEW_UNITS: tuple[NewUnit, ...] = (
    NewUnit("station", "Station team, for every kind of volunteering at stations", "station", None),
    NewUnit("cadets", "Cadet unit", "cadet_unit", "cadets"),
    NewUnit("neighbourhood_watch", "Neighbourhood Watch scheme", "scheme", "neighbourhood_watch"),
    NewUnit("farm_watch", "Farm Watch scheme", "scheme", "farm_watch"),
)


@dataclass(frozen=True)
class UnitDraft:
    """What can be changed of a unit: its name, and where it is."""

    name: str
    at: Position | None


def refusals_of_unit(draft: UnitDraft, *, taken: Collection[str]) -> list[Refusal]:
    """Why a draft will not do; ``taken`` are the names of the other units of its area."""
    if draft.name.casefold() in {name.casefold() for name in taken}:
        return [Refusal("name_taken", f"There is a unit called “{draft.name}” in this area already.")]
    return []


def refusals_to_end_unit(name: str, uses: Sequence[str]) -> list[Refusal]:
    """Why a unit cannot end now: what is still there, in words."""
    if not uses:
        return []
    words = f"{name} is still in use: {', '.join(uses)}. Move or finish these first."
    return [Refusal("in_use", words, "The coordinators of the area")]
