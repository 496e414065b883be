"""A household on a scheme's list, and reading many of them from pasted lines."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal

MOST_LINES = 200
LONGEST_ADDRESS, LONGEST_NAME = 120, 80
EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{8,18}[0-9]")
FIGURE = re.compile(r"[0-9]")
HEADINGS = {"address", "house", "household"}
# How someone agreed that their details are kept.
HOW_AGREED = (("in_person", "They told me"), ("on_paper", "They signed a form"), ("by_email", "They wrote to me"))
NO_DAY = "Enter the day on which they agreed, and how."


@dataclass(frozen=True)
class HouseholdEntry:
    """A household as its coordinator writes it down. Without e-mail it is not online: it takes a knock or a call."""

    address: str
    name: str = ""
    email: str = ""
    phone: str = ""
    needs_help: bool = False
    note: str = ""
    agreed_on: date | None = None
    agreed_how: str = ""


@dataclass(frozen=True)
class BadLine:
    """A line that could not be read: its number, what stood there, and why."""

    number: int
    text: str
    why: str


@dataclass(frozen=True)
class Pasted:
    """What was read of pasted lines: the good ones, and those to put right."""

    entries: tuple[HouseholdEntry, ...]
    bad: tuple[BadLine, ...]

    @property
    def left(self) -> str:
        """The lines to put right, as they were typed."""
        return "\n".join(line.text for line in self.bad)


def refusals_of_household(entry: HouseholdEntry, *, today: date) -> list[Refusal]:
    """Why an entry cannot be kept."""
    return [*_refusals(entry, today)]


def _refusals(entry: HouseholdEntry, today: date) -> Iterator[Refusal]:
    if not entry.address.strip():
        yield Refusal("no_address", "Enter the address, such as 12 Mill Lane.")
    if (entry.agreed_on is None) != (not entry.agreed_how):
        yield Refusal("agreement", NO_DAY)
    if entry.agreed_on is not None and entry.agreed_on > today:
        yield Refusal("agreed_later", "The day on which they agreed cannot be in the future.")
    if entry.note and not entry.needs_help:
        yield Refusal("note_alone", "Tick that they may need help, or leave the note out.")


def read_lines(text: str, *, known: Collection[str], agreed_on: date | None, agreed_how: str) -> Pasted:
    """Households from lines of “address, name, e-mail, phone”, commas, semicolons or tabs between.

    A line that cannot be read is named with why; all others are kept. ``known`` are the addresses on the list already,
    in small letters. Lines beyond the most that are read at once are named too.
    """
    seen, entries, bad = set(known), [], []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if lines and _cells(lines[0][1])[0].casefold() in HEADINGS:
        lines = lines[1:]
    for place, (number, line) in enumerate(lines):
        entry, why = _entry(line, agreed_on, agreed_how)
        if place >= MOST_LINES:
            why = f"Only {MOST_LINES} lines are read at once. Send this one after the others."
        elif not why and entry.address.casefold() in seen:
            why = "This address is on your list already."
        if why:
            bad.append(BadLine(number, line.strip(), why))
        else:
            seen.add(entry.address.casefold())
            entries.append(entry)
    return Pasted(tuple(entries), tuple(bad))


def _entry(line: str, agreed_on: date | None, agreed_how: str) -> tuple[HouseholdEntry, str]:
    address, *others = _cells(line)
    cells = [cell for cell in others if cell]
    mails = [cell for cell in cells if "@" in cell]
    phones = [cell for cell in cells if "@" not in cell and PHONE.fullmatch(cell)]
    names = [cell for cell in cells if cell not in mails and cell not in phones]
    entry = HouseholdEntry(
        address, " ".join(names), (mails or [""])[0].lower(), (phones or [""])[0], agreed_on=agreed_on,
        agreed_how=agreed_how,
    )  # fmt: skip
    return entry, _fault(entry, mails, phones)


def _fault(entry: HouseholdEntry, mails: Sequence[str], phones: Sequence[str]) -> str:
    """The first thing wrong with a line; empty for none."""
    faults = (
        (not entry.address, "The address is missing: it comes first."),
        ("@" in entry.address, "The address of the house comes first, then the e-mail."),
        (len(entry.address) > LONGEST_ADDRESS or len(entry.name) > LONGEST_NAME, "The address or name is too long."),
        (len(mails) > 1 or len(phones) > 1, "Give one e-mail address and one telephone number."),
        (bool(entry.email) and not EMAIL.fullmatch(entry.email), f"“{entry.email}” is no e-mail address."),
        (bool(FIGURE.search(entry.name)), f"“{entry.name}” is neither a name nor a whole telephone number."),
    )
    return next((words for is_wrong, words in faults if is_wrong), "")


def _cells(line: str) -> list[str]:
    """The parts of a line, without blanks around them; quotes keep a comma in an address."""
    between = "\t" if "\t" in line else ";" if ";" in line else ","
    row = next(csv.reader([line], delimiter=between, skipinitialspace=True), [])
    return [cell.strip() for cell in row] or [""]
