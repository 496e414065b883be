"""Police and crime plans as they were published: what they want, what is to be done by when, and numbers beside them.

Rows without someone who entered them came with the published facts of the force (``trends/published``).
"""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model
from volunteers.extensions import words as stored
from volunteers.trends.rules import Measure
from volunteers.trends.rules.plans import IndicatorUnit, Wanted


class Plan(Model):
    """A plan and the days on which it was in force: one at a time. ``version`` is what an edit was made on.

    ``dates_note`` says in words what the days stand on where the document prints years only.
    """

    __tablename__ = "plans"
    __table_args__ = (
        ExcludeConstraint(
            (text("daterange(from_on, until_on, '[]')"), "&&"), name="ex_plans_one_in_force", using="gist"
        ),
        CheckConstraint("until_on >= from_on", name="dates_in_order"),
        CheckConstraint("source_on IS NOT NULL OR source_on_words IS NOT NULL", name="document_dated"),
        CheckConstraint("url ~ '^https?://'", name="web_address"),
        CheckConstraint("(code IS NULL) = (entered_by_id IS NOT NULL)", name="imported_or_entered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    commissioner: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date]
    dates_note: Mapped[str | None]
    url: Mapped[str]
    source_on: Mapped[date | None]
    source_on_words: Mapped[str | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Objective(Model):
    """What a plan wants, in its own words, and which measure would show it. Without a strand it is about all."""

    __tablename__ = "objectives"
    __table_args__ = (
        CheckConstraint("source_url ~ '^https?://'", name="web_address"),
        Index(None, "plan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    words: Mapped[str]
    direction: Mapped[Wanted] = mapped_column(stored(Wanted))
    strand: Mapped[str | None]
    measure: Mapped[Measure | None] = mapped_column(stored(Measure))
    said_in: Mapped[str]
    source_url: Mapped[str]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]


class Milestone(Model):
    """Something to be done by a day. ``reached_on`` is the day it was done."""

    __tablename__ = "milestones"
    __table_args__ = (
        CheckConstraint("(reached_on IS NULL) = (reached_by_id IS NULL)", name="reached_by_someone"),
        Index(None, "plan_id"),
        Index(None, "objective_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id"))
    words: Mapped[str]
    due_on: Mapped[date]
    said_in: Mapped[str]
    reached_on: Mapped[date | None]
    reached_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    note: Mapped[str | None]
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]


class Indicator(Model):
    """One value of a number that others measure, such as public confidence; values of one ``code`` are its history."""

    __tablename__ = "indicators"
    __table_args__ = (
        CheckConstraint("value >= 0 AND (unit <> 'percent' OR value <= 100)", name="value_possible"),
        CheckConstraint("source_url ~ '^https?://'", name="web_address"),
        Index("uq_indicators_code_as_at", "code", "as_at", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    value: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    unit: Mapped[IndicatorUnit] = mapped_column(stored(IndicatorUnit))
    as_at: Mapped[date]
    as_at_words: Mapped[str | None]
    source: Mapped[str]
    source_url: Mapped[str]
    note: Mapped[str | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    entered_at: Mapped[datetime]
