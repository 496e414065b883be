"""Writing the list of problems."""

from collections.abc import Iterable

from sqlalchemy import delete

from volunteers.extensions import db
from volunteers.imports.models import ImportProblem
from volunteers.imports.rules.judging import Verdict
from volunteers.imports.service.copying import copy_in

COLUMNS = ("import_id", "row", "letter", "heading", "value", "code", "advice", "level", "is_of_cadets")


def keep_problems(import_id: int, verdicts: Iterable[Verdict]) -> None:
    """Write down what was found of these rows."""
    copy_in(
        ImportProblem,
        COLUMNS,
        (
            (import_id, one.row, one.column, one.heading, one.value, one.code, one.words, one.level.value,
             verdict.is_of_cadets)
            for verdict in verdicts
            for one in verdict.problems
        ),
    )  # fmt: skip


def forget_problems(import_id: int) -> None:
    """Erase the list."""
    db.session.execute(delete(ImportProblem).where(ImportProblem.import_id == import_id))
