"""Erasing what is no longer needed of a file: the file itself, the rows read from it, and the list of its problems."""

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.imports.models import Import, ImportContent, ImportProblem
from volunteers.imports.queries import list_left
from volunteers.imports.rules import KEPT_FOR
from volunteers.imports.rules.kinds import OVER
from volunteers.imports.service.claiming import hold
from volunteers.imports.service.receiving import give_up


def erase_old() -> None:
    """Give up imports nobody came back to, and erase what is left of those that are over, after so many days."""
    before = clock.now() - KEPT_FOR
    for import_id in list_left(before):
        give_up(hold(import_id), by=None)
    old = select(Import.id).where(Import.state.in_(OVER), Import.made_at < before)
    for model in (ImportContent, ImportProblem):
        db.session.execute(delete(model).where(model.import_id.in_(old)))
