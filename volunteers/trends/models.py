"""Monthly figures, targets with their sources, and published series imported for context."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.trends.rules import Measure


class MonthlyFigure(Model):
    """One measure of one month, strand and area. Recomputed, never edited.

    ``stage`` is empty but for REACHED_STAGE and COHORT_REACHED, ``area`` where an application has none. Hours are kept
    as minutes.
    """

    __tablename__ = "monthly_figures"

    strand: Mapped[str] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(words(Measure), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True, default="")
    value: Mapped[int]


class FigureRun(Model):
    """A computation of all monthly figures, so that a page can say how fresh it is."""

    __tablename__ = "figure_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    rows: Mapped[int]
    digest: Mapped[str]


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


class PublishedCount(Model):
    """A number someone else published, shown as context and credited; the series says of what."""

    __tablename__ = "published_counts"
    __table_args__ = (Index(None, "series", "as_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str]
    as_at: Mapped[date]
    as_at_words: Mapped[str]
    value: Mapped[int]
    precision: Mapped[str]
    source: Mapped[str]
    source_url: Mapped[str | None]
    note: Mapped[str | None]
