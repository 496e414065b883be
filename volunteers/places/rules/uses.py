"""What still needs an area or a unit, so that it cannot end yet."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Where:
    """The area or the unit that is asked about; one of the two."""

    area: str | None = None
    unit_id: int | None = None


def uses_in_words(number: int | None, one: str, many: str) -> list[str]:
    """So many of a thing, for a list of what is still there; nothing for none."""
    return [f"{number:,} {one if number == 1 else many}"] if number else []
