"""Whole numbers as people type them."""

import re

WHOLE = re.compile(r"^[0-9]{1,7}$")


def whole_number(typed: str | None, least: int, most: int) -> int | None:
    """The number that was typed, with commas or without; None for anything else and for one out of these bounds."""
    text = (typed or "").strip().replace(",", "")
    if not WHOLE.match(text):
        return None
    return int(text) if least <= int(text) <= most else None
