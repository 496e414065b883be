"""Whether a row can be brought in: by the rules of its strand, by who is here, and by the rows before it.

Every row ends in one of five ways. Nothing of a row with a problem is brought in; nothing that is here is changed.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.imports.rules.catalogue import Catalogue
from volunteers.imports.rules.entries import Entry
from volunteers.imports.rules.people import People, Person, Span
from volunteers.imports.rules.problems import Problem, note, of_row
from volunteers.people.rules.mailbox import mailbox_of
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.strands.rules import birthday, in_words

OLDEST = 110
AHEAD = timedelta(days=366)
MayBring = Callable[[str, str], bool]


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    ADDS = "adds"
    SAME = "same"
    LEFT_OUT = "left_out"
    BAD = "bad"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row, and why."""

    outcome: Outcome
    problems: tuple[Problem, ...]
    strand: str = ""

    @property
    def is_of_cadets(self) -> bool:
        return self.strand == CHILDRENS_STRAND


class Judge:
    """Judges the rows of a sheet in their order, and remembers what each good one would bring."""

    def __init__(
        self, catalogue: Catalogue, people: People, *, today: date, may_bring: MayBring, brings_people: bool
    ) -> None:
        self.catalogue = catalogue
        self.people = people
        self.today = today
        self.may_bring = may_bring
        self.brings_people = brings_people
        self.counts: Counter[Outcome] = Counter()
        self.without_email = 0

    def judge(self, entry: Entry, wrong: Sequence[Problem]) -> Verdict:
        """What becomes of a row whose cells were read, with whatever was wrong with them."""
        verdict = self._judged(entry, list(wrong))
        self.counts[verdict.outcome] += 1
        return verdict

    def _judged(self, entry: Entry, wrong: list[Problem]) -> Verdict:
        if entry.is_left_out:
            return Verdict(Outcome.LEFT_OUT, (note(entry.row, "left_out", "Left out, as you decided for its value."),))
        wrong += self._faults(entry)
        person, whose = self._whose(entry)
        if (person is None or person.is_new) and not self.brings_people and not whose and not wrong:
            whose = [of_row(entry.row, "unknown_person", self._nobody(entry))]
        wrong += whose
        if person is not None and not whose and self.brings_people:
            wrong += self._clashes(entry, person)
        if wrong:
            return Verdict(Outcome.BAD, tuple(wrong), self._strand_of(entry, person))
        return self._take(entry, person)

    def _strand_of(self, entry: Entry, person: Person | None) -> str:
        """The strand a row is of: its own, or the children's where the person it names serves there."""
        if entry.strand or person is None:
            return entry.strand
        return CHILDRENS_STRAND if any(span.strand == CHILDRENS_STRAND for span in person.service) else ""

    def _faults(self, entry: Entry) -> list[Problem]:
        """What is wrong with the row by itself."""
        found = []
        if entry.birth_date and not self.today - timedelta(days=366 * OLDEST) < entry.birth_date <= self.today:
            found.append(("birth_date", "This date of birth cannot be right. Look it up."))
        if entry.strand and entry.area and not self.may_bring(entry.strand, entry.area):
            found.append(("not_yours", self._not_yours(entry.strand)))
        if entry.started_on and entry.ended_on and entry.ended_on <= entry.started_on:
            found.append(("ends_before", "Their service ends before it starts. Put one of the dates right."))
        if entry.started_on and entry.started_on > self.today + AHEAD:
            found.append(("too_far_ahead", "Their service starts more than a year from now. Put the date right."))
        if entry.end_reason and not entry.ended_on:
            found.append(("reason_without_end", "There is a reason for leaving but no date. Fill in when they left."))
        if entry.birth_date and entry.started_on and entry.strand:
            found += self._wrong_age(entry, entry.birth_date, entry.started_on)
        return [of_row(entry.row, code, words) for code, words in found]

    def _not_yours(self, strand: str) -> str:
        if strand == CHILDRENS_STRAND:
            return "Cadets are brought in only by someone who is cleared for children. Ask another administrator."
        return "You may not bring in people of this kind in this area."

    def _wrong_age(self, entry: Entry, born: date, started_on: date) -> list[tuple[str, str]]:
        kind = self.catalogue.strand(entry.strand)
        if kind.minimum_age and birthday(born, kind.minimum_age) > started_on:
            words = f"They were under {kind.minimum_age}, the least age in {kind.name}, on {in_words(started_on)}."
            return [("too_young", f"{words} Put one of the dates right.")]
        if kind.maximum_age and birthday(born, kind.maximum_age + 1) <= started_on:
            words = f"They were over {kind.maximum_age}, the most in {kind.name}, on {in_words(started_on)}."
            return [("too_old", f"{words} Put one of the dates right.")]
        return []

    def _whose(self, entry: Entry) -> tuple[Person | None, list[Problem]]:
        """Whom the row is about, and why that cannot be said: what it gives must not point at two people."""
        ways = (self.people.by_number(entry), self.people.by_email(entry), self.people.by_birth(entry))
        found = [person for person in ways if person is not None]
        if not found:
            twins = self.people.are_twins(entry)
            return None, [of_row(entry.row, "twins", TWINS)] if twins and not (entry.number or entry.email) else []
        person = found[0]
        if any(other is not person for other in found[1:]):
            return person, [of_row(entry.row, "two_people", self._two(ways))]
        if not person.in_reach:
            return person, [of_row(entry.row, "not_in_reach", NOT_IN_REACH)]
        if person.is_staff and person.is_new:
            return person, [of_row(entry.row, "of_staff", OF_STAFF)]
        return person, self._differs(entry, person)

    def _two(self, ways: Sequence[Person | None]) -> str:
        names = ("force number", "e-mail address", "name and date of birth")
        said = [name for name, person in zip(names, ways, strict=True) if person is not None]
        return f"The {said[0]} is that of one person, the {said[-1]} that of another. Put one of them right."

    def _differs(self, entry: Entry, person: Person) -> list[Problem]:
        """The same address or number with another name or birth date is someone else's, or a slip."""
        where = f" in row {person.row}" if person.row else " here"
        same_name = not entry.last_name or not person.last_name or _alike(entry, person)
        same_birth = not entry.birth_date or not person.birth_date or entry.birth_date == person.birth_date
        if same_name and same_birth:
            return []
        what = "another name" if not same_name else "another date of birth"
        by = "force number" if self.people.by_number(entry) is person else "e-mail address"
        return [of_row(entry.row, "other_person", f"This {by} is{where} with {what}. Put one of them right.")]

    def _clashes(self, entry: Entry, person: Person) -> list[Problem]:
        """Service that overlaps what is here or stands in a row before; the very same is no clash but nothing new."""
        if entry.started_on is None:
            return []
        span = _span(entry)
        for other in person.service:
            if other.row and (other.strand, other.started_on) == (span.strand, span.started_on):
                words = f"The same person and service stand in row {other.row}. Leave one out."
                return [of_row(entry.row, "twice", words)]
            if span.overlaps(other) and not _is_same(span, other):
                return [of_row(entry.row, "overlaps", self._overlapping(other))]
        if entry.number and person.number and _other_number(entry, person):
            return [of_row(entry.row, "other_number", f"They have the force number {person.number}. Put one right.")]
        return []

    def _overlapping(self, other: Span) -> str:
        where = f"row {other.row}" if other.row else "their record here"
        until = f" to {in_words(other.ended_on)}" if other.ended_on else ", still running"
        kind = self.catalogue.strand(other.strand).name
        since = f"from {in_words(other.started_on)}{until}"
        return f"This overlaps service in {kind} in {where}: {since}. Put the dates right."

    def _nobody(self, entry: Entry) -> str:
        by = [name for name, given in (("force number", entry.number), ("e-mail address", entry.email)) if given]
        by += ["name and date of birth"] if entry.last_name and entry.birth_date else []
        if not by:
            return "There is nothing here by which to find the person. Fill in who it is."
        return f"No volunteer here has this {' or '.join(by)}. Put it right, or bring in the people first."

    def _take(self, entry: Entry, person: Person | None) -> Verdict:
        """What a good row brings."""
        notes = []
        is_new = person is None or (person.is_new and not person.gains)
        if person is None:
            person = Person(
                entry.first_name, entry.last_name, entry.birth_date, entry.email, entry.number, row=entry.row,
                new_number=entry.number,
            )  # fmt: skip
            self.people.add(person)
            self.without_email += not entry.email
        elif person.is_new and person.row is None:  # an account without a record: this row gives it one
            person.first_name, person.last_name, person.birth_date = entry.first_name, entry.last_name, entry.birth_date
            person.row, person.new_number = entry.row, entry.number
        elif entry.email and person.email and mailbox_of(entry.email) != mailbox_of(person.email):
            words = "They are here with another e-mail address, which stays. Change it on their record."
            notes.append(note(entry.row, "other_email", words))
        brought = self._add(entry, person)
        strand = self._strand_of(entry, person)
        if is_new:
            return Verdict(Outcome.NEW, tuple(notes), strand)
        if not brought:
            notes.append(
                note(entry.row, "nothing_new", "Nothing new: all of this is here already, or stands in a row before.")
            )
            return Verdict(Outcome.SAME, tuple(notes), strand)
        notes.append(note(entry.row, "known", f"Already known. Brought in for them: {', '.join(brought)}."))
        return Verdict(Outcome.ADDS, tuple(notes), strand)

    def _add(self, entry: Entry, person: Person) -> list[str]:
        """Put what is not here yet with the person; what it is, in words."""
        brought = []
        if entry.number and not person.number:
            person.number = person.new_number = entry.number
            self.people.note_number(person)
            brought.append("force number")
        if entry.started_on is not None and entry.strand:
            span = _span(entry)
            if not any(_is_same(span, other) for other in person.service):
                person.service.append(span)
                person.new_service.append(entry)
                brought.append("service")
            if entry.grade and entry.strand not in person.grades:
                person.grades.add(entry.strand)
                person.new_grades.append((entry.strand, entry.grade, entry.started_on))
                brought.append("grade")
        for holding in entry.held:
            if holding.key not in person.held:
                person.held.add(holding.key)
                person.new_held.append(holding)
                brought.append(holding.name)
        return brought


TWINS = (
    "Two people here have this name and date of birth. Give the force number or the e-mail address of the one you mean."
)
NOT_IN_REACH = "This is someone whose record you may not open. Ask an administrator who may."
OF_STAFF = "This e-mail address is that of a member of staff. Give their own address, or leave it empty."


def _span(entry: Entry) -> Span:
    return Span(entry.strand, entry.area, entry.started_on or date.max, entry.ended_on, entry.row)


def _is_same(span: Span, other: Span) -> bool:
    mine, theirs = (span.strand, span.started_on, span.ended_on), (other.strand, other.started_on, other.ended_on)
    return mine == theirs


def _alike(entry: Entry, person: Person) -> bool:
    """Whether two names are of one person as far as can be told: the same last name, or it is among the others'."""
    mine, theirs = entry.name.casefold().split(), f"{person.first_name} {person.last_name}".casefold().split()
    return bool(mine) and bool(theirs) and (mine[-1] in theirs or theirs[-1] in mine)


def _other_number(entry: Entry, person: Person) -> bool:
    return entry.number.casefold().replace(" ", "") != person.number.casefold().replace(" ", "")
