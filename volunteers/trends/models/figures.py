"""Monthly figures, how long applications stayed at their stages, and the runs that computed them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, Index, Integer, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.trends.rules import Measure


class MonthlyFigure(Model):
    """One measure of one month, strand, area and unit. Recomputed, never edited.

    ``part`` says what the measure is split by (see ``rules.measures``), empty where it is not split. ``area`` is empty
    and ``unit_id`` 0 where there is none. Hours are kept as minutes. The sum over areas and units is the whole.
    """

    __tablename__ = "monthly_figures"

    strand: Mapped[str] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(words(Measure), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True, default=0, autoincrement=False)
    part: Mapped[str] = mapped_column(primary_key=True, default="")
    value: Mapped[int]


class StageStay(Model):
    """How long the applications that came to a stage in a month stayed there, as far as is known. Recomputed.

    ``days`` are the different lengths of the stays that ended, in order; ``people`` how many stayed so long, and
    ``moved_on`` how many of them went on to another open stage or were appointed. ``since`` are the days on which those
    still there came, and ``waiting`` how many came on each. Days begin at midnight in London.
    """

    __tablename__ = "stage_stays"

    strand: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    people: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    moved_on: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    since: Mapped[list[date]] = mapped_column(ARRAY(Date))
    waiting: Mapped[list[int]] = mapped_column(ARRAY(Integer))


class RunKind(StrEnum):
    """Whether all months were counted, or those that something was noted to have changed in."""

    WHOLE = "whole"
    CHANGED = "changed"


class RunState(StrEnum):
    """How a computation stands. One whose process died stays as running; ``queries.find_progress`` tells them apart."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class FigureRun(Model):
    """A computation of monthly figures to the end of a day, so that a page can say how fresh they are.

    ``rows`` and ``digest`` are of all figures after a whole run; a run of what changed does not read them all.
    """

    __tablename__ = "figure_runs"
    __table_args__ = (
        CheckConstraint("(state = 'running') = (finished_at IS NULL)", name="finished_whole"),
        Index("ix_figure_runs_done", "id", postgresql_where=text("state = 'done'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RunKind] = mapped_column(words(RunKind), default=RunKind.WHOLE)
    state: Mapped[RunState] = mapped_column(words(RunState), default=RunState.RUNNING)
    steps: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    through: Mapped[date | None]
    rows: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(default="")


class FigureChange(Model):
    """A note that something was changed which the figures of some months are counted from; taken by the next run.

    Written by triggers. Nothing here is unique and nothing refers to it, so that nobody who writes waits for a run.
    """

    __tablename__ = "figure_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    application_id: Mapped[int | None]
    from_month: Mapped[date | None]
    to_month: Mapped[date | None]
