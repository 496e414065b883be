"""Everyone a sheet speaks of: those who are here already, and those it would bring. Who is who is told in one place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from volunteers.imports.rules.entries import Entry, Holding
from volunteers.imports.rules.matching import plain
from volunteers.people.rules.mailbox import mailbox_of


@dataclass(frozen=True, slots=True)
class Span:
    """Service in a strand, its last day not included. ``row`` is where it stands in the sheet; None when it is here."""

    strand: str
    area: str
    started_on: date
    ended_on: date | None
    row: int | None = None

    def overlaps(self, other: "Span") -> bool:
        """Whether the two run on the same day in the same strand."""
        if self.strand != other.strand:
            return False
        mine, theirs = self.ended_on or date.max, other.ended_on or date.max
        return self.started_on < theirs and other.started_on < mine


@dataclass(slots=True, eq=False)
class Person:
    """Someone of the sheet. Without ``volunteer_id`` they become a volunteer; without ``account_id`` an account too.

    ``row`` is the first that brings them. ``in_reach`` is False for someone whose record the importer may not open.
    """

    first_name: str
    last_name: str
    birth_date: date | None
    email: str = ""
    number: str = ""
    volunteer_id: int | None = None
    account_id: int | None = None
    in_reach: bool = True
    is_staff: bool = False
    row: int | None = None
    service: list[Span] = field(default_factory=list)
    grades: set[str] = field(default_factory=set)
    held: set[tuple[str, str, date, date | None]] = field(default_factory=set)
    new_number: str = ""
    new_service: list[Entry] = field(default_factory=list)
    new_grades: list[tuple[str, str, date]] = field(default_factory=list)
    new_held: list[Holding] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.volunteer_id is None

    @property
    def gains(self) -> bool:
        """Whether anything is brought for them."""
        return bool(self.new_service or self.new_grades or self.new_held or self.new_number)


Born = tuple[str, str, date]


def born_as(first_name: str, last_name: str, birth_date: date) -> Born:
    """What two people hardly share: how their names are written does not matter."""
    return plain(first_name), plain(last_name), birth_date


class People:
    """Finds people by force number, by e-mail address, and by name with date of birth."""

    def __init__(self, known: Iterable[Person] = ()) -> None:
        self._by_number: dict[str, Person] = {}
        self._by_email: dict[str, Person] = {}
        self._by_birth: dict[Born, Person] = {}
        self._twins: set[Born] = set()
        self.all: list[Person] = []
        for person in known:
            self.add(person)

    def add(self, person: Person) -> None:
        """From now on they are found."""
        self.all.append(person)
        self.note_number(person)
        if person.email:
            self._by_email.setdefault(mailbox_of(person.email), person)
        if person.birth_date is not None:
            born = born_as(person.first_name, person.last_name, person.birth_date)
            if self._by_birth.setdefault(born, person) is not person:
                self._twins.add(born)

    def note_number(self, person: Person) -> None:
        """Let them be found by their force number too."""
        if person.number:
            self._by_number.setdefault(plain(person.number), person)

    def by_number(self, entry: Entry) -> Person | None:
        return self._by_number.get(plain(entry.number)) if entry.number else None

    def by_email(self, entry: Entry) -> Person | None:
        return self._by_email.get(mailbox_of(entry.email)) if entry.email else None

    def by_birth(self, entry: Entry) -> Person | None:
        """None too where two people who are here share name and birth date: only a number or an address tells them."""
        if not (entry.last_name and entry.birth_date):
            return None
        born = born_as(entry.first_name, entry.last_name, entry.birth_date)
        return None if born in self._twins else self._by_birth.get(born)

    def are_twins(self, entry: Entry) -> bool:
        """Whether two people who are here have this name and birth date."""
        if not (entry.last_name and entry.birth_date):
            return False
        return born_as(entry.first_name, entry.last_name, entry.birth_date) in self._twins
