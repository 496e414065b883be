"""What all lists of reference data share: codes made from names, an order, and names that stand once."""

import re
import unicodedata
from collections.abc import Collection, Sequence

from volunteers.errors import Refusal

LONGEST_CODE = 60
NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")


def code_of(name: str, taken: Collection[str], *, otherwise: str) -> str:
    """What a new entry is stored as: from its name, unlike any code that is taken; ``otherwise`` for no letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = NOT_IN_A_CODE.sub("_", plain).strip("_")[:LONGEST_CODE].strip("_")
    # A code of the force file begins with a letter, and so does each one made here.
    stem = stem if stem[:1].isalpha() else f"{otherwise}_{stem}".strip("_")
    number, code = 2, stem
    while code in taken:
        number, code = number + 1, f"{stem}_{number}"
    return code


def in_order(codes: Sequence[str], moved: str, after: str | None) -> list[str]:
    """The list with one entry in its new place: after another, or first."""
    others = [each for each in codes if each != moved]
    place = others.index(after) + 1 if after is not None and after in others else 0
    return [*others[:place], moved, *others[place:]]


def refusals_of_name(name: str, *, taken: Collection[str]) -> list[Refusal]:
    """A name stands once among those offered; capitals do not make it another."""
    if name.casefold() in {each.casefold() for each in taken}:
        return [Refusal("name_taken", f"“{name}” is in the list already.")]
    return []
