"""Writing the history: in the same transaction as the act itself, sealed just before the commit."""

from typing import Any

from sqlalchemy import func, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import FIRST_SEAL, Fact, seal_of
from volunteers.unit_of_work import leave_to_last

SEALING_LOCK = 20_231_001


def record(act: str, *, subject: str, subject_id: int, by: int | None, **details: Any) -> None:
    """Note that ``by`` did ``act`` (past tense) to a subject. Details are ids and field names, never values."""
    at = clock.now()

    def seal() -> None:
        db.session.execute(select(func.pg_advisory_xact_lock(SEALING_LOCK)))
        last = db.session.execute(
            select(HistoryEntry.id, HistoryEntry.seal).order_by(HistoryEntry.id.desc()).limit(1)
        ).one_or_none()
        number, previous = (last.id + 1, last.seal) if last else (1, FIRST_SEAL)
        fact = Fact(number, at, by, act, subject, subject_id, details)
        db.session.add(
            HistoryEntry(
                id=number, at=at, by_account_id=by, act=act, subject=subject, subject_id=subject_id,
                details=details, previous_seal=previous, seal=seal_of(fact, previous),
            )
        )  # fmt: skip
        db.session.flush()

    leave_to_last(seal)
