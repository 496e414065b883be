"""Forecasts as they were made, the scenarios some of them are about, and how forecasts fared where the answer is known.

All three are made by a worker and read by pages. A forecast is kept as the percentiles of each date (ADR 44).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from volunteers.extensions import Model, words
from volunteers.trends.rules import Measure


class Over(StrEnum):
    """What each number of a forecast is about: one month, or the twelve months that end with it."""

    MONTH = "month"
    YEAR = "year"


class Way(StrEnum):
    """How a forecast was made: by simulating the pipeline, or from the series of the measure alone."""

    PIPELINE = "pipeline"
    SERIES = "series"


class Scenario(Model):
    """A question of the kind "what if we open two more intakes?", for a strand in the whole force or one area.

    ``changes`` is ``rules.scenarios.Asked`` as it is stored. Never changed: it is removed and asked anew.
    """

    __tablename__ = "scenarios"
    __table_args__ = (Index("ix_scenarios_kept", "strand", "area", postgresql_where=text("removed_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str | None]
    name: Mapped[str]
    changes: Mapped[dict[str, Any]]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Forecast(Model):
    """Where one measure will be, month by month, or why that cannot be said. Made anew, never edited.

    ``percentiles`` has for each of ``dates`` (ends of months) the 101 percentiles of an ``Outlook``. ``assumptions``
    are {name, value, from_what}; ``backtest`` are {method, mase, held80, origins, is_ours}, the least error first.
    Without a scenario it is about things as they are.
    """

    __tablename__ = "forecasts"
    __table_args__ = (
        UniqueConstraint(
            "strand", "area", "measure", "over", "method", "scenario_id", name="uq_forecasts_one_of_each",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("(refusal IS NULL) = (cardinality(dates) > 0)", name="dates_or_refusal"),
        CheckConstraint("jsonb_array_length(percentiles) = cardinality(dates)", name="percentiles_for_each_date"),
        Index(None, "scenario_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    strand: Mapped[str]
    area: Mapped[str | None]
    measure: Mapped[Measure] = mapped_column(words(Measure))
    over: Mapped[Over] = mapped_column(words(Over))
    method: Mapped[Way] = mapped_column(words(Way))
    method_words: Mapped[str]
    scenario_id: Mapped[int | None] = mapped_column(ForeignKey("scenarios.id"))
    as_at: Mapped[date]
    made_at: Mapped[datetime]
    dates: Mapped[list[date]] = mapped_column(ARRAY(Date))
    percentiles: Mapped[list[list[float]]] = mapped_column(JSONB)
    refusal: Mapped[str | None]
    assumptions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    backtest: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class BackTest(Model):
    """How each way of forecasting fared on a published series, asked for points it had not seen.

    ``scores`` are {method, mase, held80, origins, is_ours}, the least error first; ``digest`` is of the files it was
    made from.
    """

    __tablename__ = "back_tests"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    asked_words: Mapped[str]
    source: Mapped[str]
    source_url: Mapped[str | None]
    series: Mapped[int]
    points: Mapped[int]
    horizon: Mapped[int]
    scores: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    digest: Mapped[str]
    made_at: Mapped[datetime]
