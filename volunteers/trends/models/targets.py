"""Targets, always with their sources."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.trends.rules import Measure


class Target(Model):
    """A range to be reached by a date, always with the document it comes from and who entered it."""

    __tablename__ = "targets"
    __table_args__ = (Index(None, "strand", "measure", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    measure: Mapped[Measure] = mapped_column(words(Measure))
    area: Mapped[str | None]
    low: Mapped[int]
    high: Mapped[int | None]
    due_on: Mapped[date]
    is_published: Mapped[bool]
    source: Mapped[str]
    source_url: Mapped[str | None]
    source_on: Mapped[date]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
