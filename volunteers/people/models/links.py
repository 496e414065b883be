"""Single-purpose links: a path nobody can guess, that opens one thing for someone without an account."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words


class LinkPurpose(StrEnum):
    """The one thing a link is for."""

    REFERENCE = "reference"
    GUARDIAN = "guardian"
    INTEREST = "interest"
    WATCH_HOUSEHOLD = "watch_household"
    WATCH_SCHEME = "watch_scheme"
    EVENT_PERMISSION = "event_permission"


class Link(Model):
    """One link to one subject. The path holds a random token; the row holds its digest."""

    __tablename__ = "links"
    __table_args__ = (Index(None, "purpose", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(words(LinkPurpose))
    subject_id: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
