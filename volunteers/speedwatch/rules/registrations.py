"""Registrations of vehicles: those that can be by the formats of the United Kingdom, and what a slip may have meant.

Formats: current (since 2001), prefix (1983), suffix (1963), dateless (before), Northern Ireland, and Q for vehicles of
unknown age. https://www.gov.uk/displaying-number-plates and https://www.gov.uk/personalised-vehicle-registration-numbers
"""

import re
from collections.abc import Iterator
from itertools import combinations

# Letters of each part. I and Q never stand in the first two or last three of the current format, nor I, O, Q, U and Z
# as the letter of a year.
CURRENT = re.compile(r"([A-HJ-PR-Z]{2}(?!0[01])\d{2})([A-HJ-PR-Z]{3})")
PREFIX = re.compile(r"([A-HJ-NPR-TV-Y][1-9]\d{0,2})([A-HJ-PR-Z]{3})")
UNKNOWN_AGE = re.compile(r"(Q[1-9]\d{0,2})([A-HJ-PR-Z]{3})")
SUFFIX = re.compile(r"([A-HJ-PR-Y]{3})([1-9]\d{0,2}[A-HJ-NPR-TV-Y])")
NORTHERN_IRELAND = re.compile(r"([A-Z]?(?:[A-Z][IZ]|[IZ][A-Z]))([1-9]\d{0,3})")
LETTERS_FIRST = re.compile(r"([A-HJ-PR-Y]{1,2}(?=[1-9]\d{0,3}$)|[A-HJ-PR-Y]{3}(?=[1-9]\d{0,2}$))([1-9]\d{0,3})")
NUMBERS_FIRST = re.compile(r"([1-9]\d{0,3}(?=[A-Z]{1,2}$)|[1-9]\d{0,2}(?=[A-Z]{3}$))([A-HJ-PR-Z]{1,3})")
FORMATS = (CURRENT, PREFIX, UNKNOWN_AGE, SUFFIX, NORTHERN_IRELAND, LETTERS_FIRST, NUMBERS_FIRST)
LONGEST = 7
LEFT_OUT = re.compile(r"[\s.\-]")
# What is taken for each other on a plate, or under a pen.
ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z",
         "G": "6", "6": "G"}  # fmt: skip
MOST_SLIPS, MOST_OFFERED = 2, 2


def tidy_registration(typed: str) -> str:
    """In capitals and without spaces, dots or hyphens."""
    return LEFT_OUT.sub("", typed).upper()


def read_registration(typed: str) -> str | None:
    """The registration as it stands on a plate, with its one space; None for what none can be."""
    plain = tidy_registration(typed)
    if len(plain) > LONGEST:
        return None
    for form in FORMATS:
        if found := form.fullmatch(plain):
            return f"{found[1]} {found[2]}"
    return None


def meant(typed: str) -> list[str]:
    """What may have been meant by something that cannot be: with one or two signs read as those they look like."""
    plain = tidy_registration(typed)
    if len(plain) > LONGEST:
        return []
    found: list[str] = []
    for one in _read_otherwise(plain):
        said = read_registration(one)
        if said and said not in found:
            found.append(said)
    # The current format first: most vehicles on the road have it.
    found.sort(key=lambda one: CURRENT.fullmatch(one.replace(" ", "")) is None)
    return found[:MOST_OFFERED]


def _read_otherwise(plain: str) -> Iterator[str]:
    places = [place for place, sign in enumerate(plain) if sign in ALIKE]
    for count in range(1, MOST_SLIPS + 1):
        for chosen in combinations(places, count):
            yield "".join(ALIKE[sign] if place in chosen else sign for place, sign in enumerate(plain))
