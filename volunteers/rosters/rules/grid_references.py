"""Ordnance Survey grid references, as people copy them from a map."""

import re

# Two letters name a square of 100 km (no I), then as many figures east as north: 2 and 2 to 5 and 5.
SHAPE = re.compile(r"([HNOST][A-HJ-Z])(\d{4,10})")


def tidy_grid_reference(text: str) -> str | None:
    """A reference in the way it is printed, "ST 587 728"; None where it is none."""
    found = SHAPE.fullmatch("".join(text.split()).upper())
    if found is None or len(found[2]) % 2:
        return None
    half = len(found[2]) // 2
    return f"{found[1]} {found[2][:half]} {found[2][half:]}"
