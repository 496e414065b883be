"""The history: who did what to what, and when. Each row is sealed to the one before it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class HistoryEntry(Model):
    """One act. Ids and field names only, never the values of anything personal."""

    __tablename__ = "history_entries"
    __table_args__ = (
        Index(None, "subject", "subject_id", "id"),
        Index(None, "subject", "id"),
        Index(None, "act", "id"),
        Index(None, "by_account_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by_account_id: Mapped[int | None]
    act: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int]
    details: Mapped[dict[str, Any]]
    previous_seal: Mapped[str]
    seal: Mapped[str]
