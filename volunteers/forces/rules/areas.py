"""What may stand in the list of areas, and when one may end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from volunteers.errors import Refusal
from volunteers.forces.rules.lists import refusals_of_name


@dataclass(frozen=True)
class AreaDraft:
    """An area as an administrator enters it. ``after`` is the code it stands after; None for the first place."""

    name: str
    after: str | None


def refusals_of_area(draft: AreaDraft, *, taken: Collection[str]) -> list[Refusal]:
    """Why a draft will not do; ``taken`` are the names of the others."""
    return refusals_of_name(draft.name, taken=taken)


def refusals_to_end_area(name: str, uses: Sequence[str], *, others: int) -> list[Refusal]:
    """Why an area cannot end now: what is still there, in words, and that one area at least stays."""
    refusals = []
    if uses:
        words = f"{name} is still in use: {', '.join(uses)}. Move or finish these first."
        refusals.append(Refusal("in_use", words, "The coordinators of the area"))
    if not others:
        refusals.append(Refusal("last_area", "The force keeps at least one area."))
    return refusals
