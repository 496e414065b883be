"""The one secret path under which someone's calendar program fetches what they are booked for."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model


class CalendarLink(Model):
    """One link to one account. The path holds a random token; the row holds its digest, and nobody can read it back.

    A new link takes the place of the old one, so there is never more than one that opens. ``ended_at`` says that it
    was switched off.
    """

    __tablename__ = "calendar_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), unique=True)
    token_digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
