"""Which column holds what, and which word stands for what: guessed, remembered, and what is still missing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from volunteers.imports.rules.cells import letter_of
from volunteers.imports.rules.dates import DateEvidence
from volunteers.imports.rules.targets import Target

LEAVE_OUT = "-"
FEWEST_KNOWN = 2
LOOKED_AT = 10
WORDS = re.compile(r"[^a-z0-9]+")
# A column with more different values than this is no list of choices.
MOST_DIFFERENT = 200
# What the name of an area, a unit or a rank is often written with or without.
FILLERS = frozenset({"the", "and", "of", "police", "area", "district", "division", "lpa", "station", "team", "unit"})


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its heading, three values as typed, and what else is in it.

    ``values`` are the different ones with how often each stands there; None where there are too many to choose from.
    """

    place: int
    heading: str
    key: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    values: Mapping[str, int] | None = None
    dates: DateEvidence = field(default_factory=DateEvidence)

    @property
    def letter(self) -> str:
        return letter_of(self.place)

    @property
    def label(self) -> str:
        return self.heading or f"Column {self.letter}, without a heading"


@dataclass(frozen=True)
class Choice:
    """Something a value may stand for."""

    code: str
    name: str
    also: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Letters and digits alone, small, in one form of Unicode: how headings and names are compared."""
    folded = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    return WORDS.sub(" ", "".join(letter for letter in folded if not unicodedata.combining(letter))).strip()


def keys_of(headings: Sequence[str]) -> list[str]:
    """What each column is remembered by: its heading and, where two are the same, which of them it is."""
    seen: Counter[str] = Counter()
    keys = []
    for heading in headings:
        bare = plain(heading)
        seen[bare] += 1
        keys.append(bare if seen[bare] == 1 else f"{bare} #{seen[bare]}")
    return keys


def find_heading_row(rows: Iterable[Sequence[str]], targets: Sequence[Target]) -> int:
    """Which of the first rows holds the headings: the one in which most are known, else the first with two cells."""
    names = {name for target in targets for name in _names_of(target)}
    best, best_known, first_wide = 0, 0, None
    for place, cells in enumerate(rows):
        filled = [cell for cell in cells if cell]
        known = sum(plain(cell) in names for cell in filled)
        if known > best_known:
            best, best_known = place, known
        if first_wide is None and len(filled) >= FEWEST_KNOWN:
            first_wide = place
    return best if best_known >= FEWEST_KNOWN else first_wide or 0


def guess(columns: Sequence[Column], targets: Sequence[Target], remembered: Mapping[str, str]) -> dict[str, str]:
    """What each column holds, by its key: as it was matched before, else as its heading says; each target once.

    A heading that says exactly what a target is called comes before one that only means it.
    """
    known = {target.code for target in targets}
    found = {
        column.key: remembered[column.key] for column in columns if remembered.get(column.key) in {*known, LEAVE_OUT}
    }
    for names_of in (_own_names, _names_of):
        for target in targets:
            if target.code in found.values():
                continue
            names = names_of(target)
            match = next((one for one in columns if one.key not in found and plain(one.heading) in names), None)
            if match is not None and match.filled:
                found[match.key] = target.code
    return {column.key: found.get(column.key, LEAVE_OUT) for column in columns}


def missing(matched: Iterable[str], same: Mapping[str, str], targets: Sequence[Target]) -> list[str]:
    """What has to be in the sheet and is not, in words: nobody can be brought in, or found, without."""
    given = set(matched) | {code for code, value in same.items() if value}
    words = [
        f"{target.label}: choose its column" + (", or one answer for every row." if target.may_be_same else ".")
        for target in targets
        if target.is_needed and target.code not in given
    ]
    has_name = {"first_name", "last_name"} <= given or "full_name" in given
    if any(target.code == "strand" for target in targets):
        words += [] if has_name else ["Names: choose the columns of first and last name, or of the whole name."]
        words += [] if "birth_date" in given else ["Date of birth: choose its column."]
    elif not ({"email", "number"} & given or (has_name and "birth_date" in given)):
        words.append(
            "Who it is: choose a column of e-mail addresses, of force numbers, or of names and dates of birth."
        )
    return words


def twice(matched: Mapping[str, str], targets: Sequence[Target]) -> list[str]:
    """What more than one column was said to hold."""
    counted = Counter(code for code in matched.values() if code != LEAVE_OUT)
    return [
        f"{target.label}: choose one column only, you chose {counted[target.code]}."
        for target in targets
        if counted[target.code] > 1
    ]


def meaning(value: str, choices: Iterable[Choice]) -> str | None:
    """The choice that a value names; None when none or more than one does."""
    wanted = plain(value)
    listed = list(choices)
    for reading in (lambda text: text, _bare):
        found = {
            one.code
            for one in listed
            if reading(wanted) and reading(wanted) in {reading(plain(name)) for name in (one.code, one.name, *one.also)}
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _bare(text: str) -> str:
    return " ".join(word for word in text.split() if word not in FILLERS)


def _own_names(target: Target) -> set[str]:
    return {plain(target.label), plain(target.code)}


def _names_of(target: Target) -> set[str]:
    return _own_names(target) | {plain(name) for name in target.also}
