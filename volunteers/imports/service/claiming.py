"""Who is at an import now: a job takes it for a while, says how far it has come, and hands it on.

When its process dies, the time runs out and the sweep gives the import to another: it begins that step anew.
"""

from datetime import timedelta

from sqlalchemy import or_, select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.imports.models import Import
from volunteers.imports.rules import ImportState
from volunteers.imports.rules.kinds import WORKING
from volunteers.imports.service import contents
from volunteers.unit_of_work import hint_after_commit

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
WORN_OUT = (
    "It was tried three times and did not come to an end. Nothing was brought in. Tell those who run this service."
)


def claim(import_id: int) -> ImportState | None:
    """Take an import for a while; what there is to do. None when another is at it, or nothing is."""
    now = clock.now()
    is_free = or_(Import.claimed_until.is_(None), Import.claimed_until < now)
    taken = db.session.execute(
        update(Import)
        .where(Import.id == import_id, Import.state.in_(WORKING), is_free)
        .values(claimed_until=now + LEASE, attempts=Import.attempts + 1, done=0)
        .returning(Import.state, Import.attempts)
    ).one_or_none()
    if taken is None:
        return None
    if taken.attempts > MOST_ATTEMPTS:
        stop(import_id, WORN_OUT)
        return None
    state: ImportState = taken.state
    return state


def note_progress(import_id: int, done: int, *, total: int | None = None) -> None:
    """Say how far it has come, which keeps the import for longer."""
    values = {"done": done, "claimed_until": clock.now() + LEASE}
    db.session.execute(
        update(Import)
        .where(Import.id == import_id)
        .values({**values, "total": total if total is not None else Import.total})
    )


def hold(import_id: int) -> Import:
    """The import, held until the end of the transaction."""
    wanted = select(Import).where(Import.id == import_id).with_for_update(of=Import)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def go_on_to(found: Import, state: ImportState) -> None:
    """The next step begins; where a job takes it, one is asked."""
    found.state, found.attempts, found.claimed_until = state, 0, None
    found.done = 0
    if state.is_working:
        hint_after_commit("figures", "volunteers.imports.jobs.work", found.id)


def stop(import_id: int, words: str) -> None:
    """Say in words why an import cannot go on. Its file is erased."""
    found = hold(import_id)
    was = found.state
    go_on_to(found, ImportState.APPLIED if was is ImportState.UNDOING else ImportState.STOPPED)
    found.stopped_because = words
    if found.state is ImportState.STOPPED:
        contents.erase(import_id)
    record("import_stopped", subject="import", subject_id=import_id, by=None, at_step=was.value)
