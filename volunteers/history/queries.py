"""Reading the history, and checking that nobody has changed it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import Fact, first_broken


def list_of(subject: str, subject_id: int, *, limit: int = 100) -> Sequence[HistoryEntry]:
    """The latest acts done to one thing, newest first."""
    wanted = select(HistoryEntry).where(HistoryEntry.subject == subject, HistoryEntry.subject_id == subject_id)
    return db.session.scalars(wanted.order_by(HistoryEntry.id.desc()).limit(limit)).all()


def find_first_broken() -> int | None:
    """The number of the first entry that was changed, removed or slipped in; None while the chain holds."""
    return first_broken(_chain())


def _chain() -> Iterator[tuple[Fact, str, str]]:
    entries = db.session.scalars(select(HistoryEntry).order_by(HistoryEntry.id).execution_options(yield_per=1000))
    for entry in entries:
        fact = Fact(
            entry.id, entry.at, entry.by_account_id, entry.act, entry.subject, entry.subject_id, entry.details
        )  # fmt: skip
        yield fact, entry.previous_seal, entry.seal
