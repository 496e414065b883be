"""The list of problems of an import, page by page, and all of it at once to be taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_

from volunteers.extensions import db
from volunteers.imports.models import ImportProblem
from volunteers.imports.rules.problems import KINDS, Level

PAGE = 50
MOST_KINDS = 12


@dataclass(frozen=True)
class ProblemPage:
    """One page of the list; ``after`` begins the next one, None on the last."""

    rows: Sequence[ImportProblem]
    after: str | None
    total: int


@dataclass(frozen=True)
class KindCount:
    """How many rows have one kind of problem, with an example of its words."""

    code: str
    example: str
    heading: str
    count: int

    @property
    def words(self) -> str:
        """What these rows have in common."""
        return KINDS[self.code]


def list_problems(import_id: int, level: Level, *, code: str | None = None, after: str | None = None) -> ProblemPage:
    """The problems, or the notes, of an import by row; ``after`` is the place of the last one seen, ``row-id``."""
    own = [ImportProblem.import_id == import_id, ImportProblem.level == level]
    if code:
        own.append(ImportProblem.code == code)
    wanted = select(ImportProblem).where(*own).order_by(ImportProblem.row, ImportProblem.id).limit(PAGE + 1)
    if place := _place(after):
        wanted = wanted.where(tuple_(ImportProblem.row, ImportProblem.id) > place)
    found = db.session.scalars(wanted).all()
    last = found[PAGE - 1] if len(found) > PAGE else None
    total = db.session.scalar(select(func.count()).select_from(ImportProblem).where(*own)) or 0
    return ProblemPage(found[:PAGE], f"{last.row}-{last.id}" if last else None, total)


def count_kinds(import_id: int, level: Level) -> list[KindCount]:
    """What is wrong most often, so that one look at the sheet puts many rows right."""
    counted = (
        select(
            ImportProblem.code, func.min(ImportProblem.advice), ImportProblem.heading,
            func.count(ImportProblem.row.distinct()).label("rows"),
        )
        .where(ImportProblem.import_id == import_id, ImportProblem.level == level)
        .group_by(ImportProblem.code, ImportProblem.heading)
        .order_by(func.count(ImportProblem.row.distinct()).desc(), ImportProblem.code)
        .limit(MOST_KINDS)
    )  # fmt: skip
    return [KindCount(code, example, heading, count) for code, example, heading, count in db.session.execute(counted)]


def groups_of(import_id: int) -> list[bool]:
    """Whether the list has rows of adults, and of cadets: they are taken out apart. False before True."""
    own = select(ImportProblem.is_of_cadets).where(ImportProblem.import_id == import_id).distinct()
    return sorted(db.session.scalars(own))


def iterate_problems(import_id: int, *, of_cadets: bool) -> Iterator[ImportProblem]:
    """All problems and notes of adults, or of cadets, by row."""
    own = (ImportProblem.import_id == import_id, ImportProblem.is_of_cadets.is_(of_cadets))
    wanted = select(ImportProblem).where(*own).order_by(ImportProblem.row, ImportProblem.id)
    yield from db.session.scalars(wanted.execution_options(yield_per=1_000))


def _place(after: str | None) -> tuple[int, int] | None:
    row, dash, number = (after or "").partition("-")
    if not (dash and row.isascii() and row.isdigit() and number.isascii() and number.isdigit()):
        return None
    return (int(row), int(number)) if max(len(row), len(number)) < 10 else None
