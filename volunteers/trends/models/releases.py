"""Quarters as they were counted for good, and the releases that were made from them.

What was counted is sealed: it holds small numbers, and no page reads it. What is published stands in a release.
"""

import hashlib
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from volunteers.extensions import Model
from volunteers.people.models import Account
from volunteers.trends.rules.releases import State

DIGEST_OF_NOTHING = hashlib.sha256(b"").hexdigest()


class CountedQuarter(Model):
    """What was counted of one quarter, sealed; open until ``frozen_at``, the same for ever after."""

    __tablename__ = "counted_quarters"

    cut_off: Mapped[date] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    frozen_at: Mapped[datetime | None]

    @property
    def place(self) -> str:
        """What it is sealed for."""
        return f"counted_quarters.{self.cut_off.isoformat()}"


class Release(Model):
    """A release: prepared by one person, published by another, corrected by a later version and never changed.

    ``content`` is the document as published (``disclosure.content``), ``digest`` its SHA-256, and ``frozen``, sealed,
    everything it was made from. While a worker still makes it, ``content`` is empty. Both are read only when they are
    asked for: they are long. The database refuses to change or delete what was published.
    """

    __tablename__ = "releases"
    __table_args__ = (
        Index(None, "cut_off", "version", unique=True, postgresql_where=text("discarded_at IS NULL")),
        CheckConstraint("(published_at IS NULL) = (published_by_id IS NULL)", name="published_whole"),
        CheckConstraint("published_by_id <> prepared_by_id", name="second_person"),
        CheckConstraint("published_at IS NULL OR discarded_at IS NULL", name="published_or_discarded"),
        CheckConstraint("version = 1 OR note <> ''", name="correction_says_why"),
        CheckConstraint("digest = encode(sha256(content), 'hex')", name="digest_of_content"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cut_off: Mapped[date]
    version: Mapped[int]
    note: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    digest: Mapped[str]
    frozen: Mapped[bytes] = mapped_column(deferred=True)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    prepared_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    prepared_by: Mapped[Account] = relationship(foreign_keys=[prepared_by_id])
    published_by: Mapped[Account | None] = relationship(foreign_keys=[published_by_id])

    @property
    def name(self) -> str:
        """A name for addresses and files: the cut-off, and the version of a correction."""
        return self.cut_off.isoformat() + (f"-v{self.version}" if self.version > 1 else "")

    @property
    def is_made(self) -> bool:
        """Whether its content is there."""
        return self.digest != DIGEST_OF_NOTHING

    @property
    def state(self) -> State:
        """How far it has come."""
        if self.discarded_at is not None:
            return State.DISCARDED
        if self.published_at is not None:
            return State.PUBLISHED
        return State.PREPARED if self.is_made else State.BEING_MADE

    @property
    def place(self) -> str:
        """What its frozen input is sealed for."""
        return f"releases.{self.name}.{self.digest}"
