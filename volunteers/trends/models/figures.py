"""Monthly figures and the runs that computed them."""

from datetime import date, datetime

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
