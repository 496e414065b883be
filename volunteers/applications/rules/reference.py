"""The number an applicant is given and reads out on the telephone."""

import re
from collections.abc import Sequence

# No vowels, so that it never spells a word; no 0, 1, 5, L, S, Y or Z, which are taken for something else.
ALPHABET = "BCDFGHJKMNPQRTVWX2346789"
LETTERS = 8
REFERENCE = re.compile(rf"[A-Z]{{2,3}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def reference_of(prefix: str, letters: Sequence[str]) -> str:
    """SC-7KX4-M2QP, from the strand's prefix and eight letters of the alphabet."""
    word = "".join(letters)
    return f"{prefix}-{word[:4]}-{word[4:LETTERS]}"
