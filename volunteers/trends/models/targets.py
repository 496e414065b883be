"""Targets, always with their sources."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import Shape, Wanted


class Target(Model):
    """What a measure is to reach, always with the document it comes from and who entered it.

    A range by a date has ``low``; ranges by quarter have rows in ``TargetQuarter`` and are due when the last one ends;
    a direction has a baseline, which is of our own figures where ``is_our_baseline``.
    """

    __tablename__ = "targets"
    __table_args__ = (
        CheckConstraint("(shape = 'number') = (low IS NOT NULL)", name="number_has_low"),
        CheckConstraint("high IS NULL OR (low IS NOT NULL AND high >= low)", name="range_right_way_up"),
        CheckConstraint(
            "(shape = 'direction') = (direction IS NOT NULL AND baseline IS NOT NULL AND baseline_on IS NOT NULL)",
            name="direction_has_baseline",
        ),
        CheckConstraint("NOT is_published OR source_url IS NOT NULL", name="published_where_seen"),
        CheckConstraint("btrim(source) <> ''", name="has_source"),
        CheckConstraint(
            "num_nulls(withdrawn_at, withdrawn_by_id, withdrawn_reason) IN (0, 3)", name="withdrawn_with_reason"
        ),
        Index(None, "strand", "measure", "due_on"),
        Index(None, "plan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    measure: Mapped[Measure] = mapped_column(words(Measure))
    area: Mapped[str | None]
    shape: Mapped[Shape] = mapped_column(words(Shape), default=Shape.NUMBER)
    low: Mapped[int | None]
    high: Mapped[int | None]
    due_on: Mapped[date]
    direction: Mapped[Wanted | None] = mapped_column(words(Wanted))
    baseline: Mapped[int | None]
    baseline_on: Mapped[date | None]
    is_our_baseline: Mapped[bool] = mapped_column(default=False)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    is_published: Mapped[bool]
    source: Mapped[str]
    source_url: Mapped[str | None]
    source_on: Mapped[date]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_reason: Mapped[str | None]


class TargetQuarter(Model):
    """The range of one quarter, which begins on ``starts_on``."""

    __tablename__ = "target_quarters"
    __table_args__ = (
        CheckConstraint("high IS NULL OR high >= low", name="range_right_way_up"),
        CheckConstraint(
            "extract(day FROM starts_on) = 1 AND extract(month FROM starts_on) IN (1, 4, 7, 10)",
            name="begins_a_quarter",
        ),
    )

    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    low: Mapped[int]
    high: Mapped[int | None]
