"""Writing the history: in the same transaction as the act itself, sealed just before the commit."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, insert, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import FIRST_SEAL, Fact, seal_of
from volunteers.unit_of_work import leave_to_last

SEALING_LOCK = 20_231_001


def record(act: str, *, subject: str, subject_id: int, by: int | None, **details: Any) -> None:
    """Note that ``by`` did ``act`` (past tense) to a subject. Details are ids and field names, never values."""
    record_each(act, subject=subject, subject_ids=[subject_id], by=by, **details)


def record_each(act: str, *, subject: str, subject_ids: Sequence[int], by: int | None, **details: Any) -> None:
    """Note the same act on each of many subjects: an entry for each, sealed one to the next and written together."""
    at = clock.now()

    def seal() -> None:
        db.session.execute(select(func.pg_advisory_xact_lock(SEALING_LOCK)))
        last = db.session.execute(
            select(HistoryEntry.id, HistoryEntry.seal).order_by(HistoryEntry.id.desc()).limit(1)
        ).one_or_none()
        number, previous = (last.id, last.seal) if last else (0, FIRST_SEAL)
        rows = []
        for subject_id in subject_ids:
            number += 1
            fact = Fact(number, at, by, act, subject, subject_id, details)
            before, previous = previous, seal_of(fact, previous)
            rows.append({**asdict(fact), "previous_seal": before, "seal": previous})
        if rows:
            db.session.execute(insert(HistoryEntry), rows)

    leave_to_last(seal)
