"""Judging every row of a sheet as things stand now. Nothing is brought in; a list says what would be, and what not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.imports.models import Import
from volunteers.imports.queries import find_maker, get_catalogue, list_known
from volunteers.imports.rules import ImportState
from volunteers.imports.rules.asking import meant
from volunteers.imports.rules.catalogue import Catalogue
from volunteers.imports.rules.entries import Reader
from volunteers.imports.rules.judging import Judge, Outcome, Verdict
from volunteers.imports.rules.people import People
from volunteers.imports.rules.problems import Problem, Where, in_cell
from volunteers.imports.service import contents
from volunteers.imports.service.claiming import go_on_to, hold, note_progress
from volunteers.imports.service.matching import list_columns
from volunteers.imports.service.problems import forget_problems, keep_problems
from volunteers.permissions import Permission, Viewer

NO_RIGHT = Refusal(
    "no_right", "Whoever sent this file may no longer bring in people. Someone who may has to send it again."
)
MERGED_HEADINGS = (
    "The headings {} are merged, so columns share one. Unmerge them, and give each column a heading of its own."
)


@dataclass(frozen=True)
class Judged:
    """Some rows that were judged, and how many there are by now."""

    verdicts: list[Verdict]
    done: int


class Check:
    """One pass over the rows of an import, in pieces. At its end ``people`` holds what would be brought in.

    Raises ``Refused`` where its maker has lost the right to import since.
    """

    def __init__(self, found: Import) -> None:
        maker = find_maker(found.made_by_id)
        if maker is None or not maker.may(Permission.IMPORT_RUN):
            raise Refused(NO_RIGHT)
        self.import_id, self.maker, self.began_at = found.id, maker, clock.now()
        self.catalogue = get_catalogue()
        read_as = meant(list_columns(found.id), found.matching, found.answers, found.kind, found.reading)
        self.reader = Reader(read_as, self.catalogue)
        self.people = People()
        self.has_cadets = False
        self.judge = _judge(self.catalogue, self.people, maker, brings_people=found.kind.brings_people)
        self._merged_headings = found.reading.get("merged_headings", ""), found.reading.get("heading_row", 1)

    def pieces(self) -> Iterator[Judged]:
        """The rows judged, so many at a time, in their order."""
        done, seen = 0, set[int]()
        yield Judged([Verdict(Outcome.BAD, tuple(self._of_headings()))], 0)
        for rows in contents.iterate_rows(self.import_id):
            read = [self.reader.read(row) for row in rows]
            for person in list_known([entry for entry, _ in read], self.maker, seen=seen):
                self.people.add(person)
                seen.add(person.account_id or 0)
            verdicts = [self.judge.judge(entry, wrong) for entry, wrong in read]
            self.has_cadets = self.has_cadets or any(verdict.is_of_cadets for verdict in verdicts)
            done += len(rows)
            yield Judged(verdicts, done)

    def counts(self) -> dict[str, Any]:
        """The rows by what becomes of them."""
        counted: dict[str, Any] = {outcome.value: self.judge.counts[outcome] for outcome in Outcome}
        return {**counted, "without_email": self.judge.without_email}

    def _of_headings(self) -> Iterator[Problem]:
        words, row = self._merged_headings
        if words:
            yield in_cell(int(row), Where(0, ""), "", "merged_headings", MERGED_HEADINGS.format(words))


def begin_check(import_id: int) -> Check:
    """A check of the rows as they were matched. What an earlier try found is erased."""
    found = hold(import_id)
    check = Check(found)
    if found.state is ImportState.CHECKING:
        forget_problems(import_id)
    note_progress(import_id, 0, total=found.rows)
    return check


def keep_judged(import_id: int, judged: Judged) -> None:
    """Write down what was found of some rows, and how far the check has come."""
    keep_problems(import_id, (verdict for verdict in judged.verdicts if verdict.problems))
    note_progress(import_id, judged.done)


def finish_check(import_id: int, check: Check) -> None:
    """The list is whole: its importer decides."""
    found = hold(import_id)
    found.counts = check.counts()
    found.has_cadets = check.has_cadets
    found.checked_at = clock.now()
    go_on_to(found, ImportState.CHECKED)
    db.session.flush()


def _judge(catalogue: Catalogue, people: People, maker: Viewer, *, brings_people: bool) -> Judge:
    allowed: dict[tuple[str, str], bool] = {}

    def may_bring(strand: str, area: str) -> bool:
        if (strand, area) not in allowed:
            allowed[strand, area] = maker.may_in(Permission.IMPORT_RUN, strand, area)
        return allowed[strand, area]

    return Judge(catalogue, people, today=clock.today(), may_bring=may_bring, brings_people=brings_people)
