"""What was typed as a postcode, read as people write it."""

import re
import unicodedata

# The outward half and, behind a gap or none, the whole inward half or its first figure. Spaces decide where the halves
# part when only one figure follows: "BS1 4" is in BS1, "BS14" is a district of its own.
POSTCODE = re.compile(r"(?P<district>[A-Z]{1,2}[0-9][0-9A-Z]?)(?: ?[0-9][A-Z]{2}| [0-9])?")
LONGEST = 20
MARKS = re.compile(r"[\s.\-_]+")


def district_of(typed: str) -> str | None:
    """The district of a full postcode or of a district: BS1 for "bs1 4dj"; None when it is neither.

    Capitals, spaces, dots and hyphens do not matter, nor do the wide letters and figures of other keyboards.
    """
    if len(typed) > LONGEST:
        return None
    plain = MARKS.sub(" ", "".join(_plain(letter) for letter in unicodedata.normalize("NFKC", typed))).strip().upper()
    found = POSTCODE.fullmatch(plain)
    return found["district"] if found else None


def _plain(letter: str) -> str:
    """A figure of any script as one of ours; hyphens and dashes of any length as a hyphen."""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return "-" if unicodedata.category(letter) == "Pd" else letter
