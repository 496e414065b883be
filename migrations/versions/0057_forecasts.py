"""Forecasts and scenarios."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

WORDS = sa.String(length=40)


def upgrade() -> None:
    _scenarios()
    _forecasts()
    _back_tests()


def _scenarios() -> None:
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["accounts.id"], name=op.f("fk_scenarios_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
    )
    op.create_index(
        "ix_scenarios_kept", "scenarios", ["strand", "area"], postgresql_where=sa.text("removed_at IS NULL")
    )


def _forecasts() -> None:
    op.create_table(
        "forecasts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("measure", WORDS, nullable=False),
        sa.Column("over", WORDS, nullable=False),
        sa.Column("method", WORDS, nullable=False),
        sa.Column("method_words", sa.Text(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=True),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dates", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("percentiles", postgresql.JSONB(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("assumptions", postgresql.JSONB(), nullable=False),
        sa.Column("backtest", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "(refusal IS NULL) = (cardinality(dates) > 0)", name=op.f("ck_forecasts_dates_or_refusal")
        ),
        sa.CheckConstraint(
            "jsonb_array_length(percentiles) = cardinality(dates)", name=op.f("ck_forecasts_percentiles_for_each_date")
        ),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenarios.id"], name=op.f("fk_forecasts_scenario_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forecasts")),
        sa.UniqueConstraint(
            "strand", "area", "measure", "over", "method", "scenario_id", name="uq_forecasts_one_of_each",
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_index("ix_forecasts_scenario_id", "forecasts", ["scenario_id"])


def _back_tests() -> None:
    op.create_table(
        "back_tests",
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("code", "title", "asked_words", "source")],
        sa.Column("source_url", sa.Text(), nullable=True),
        *[sa.Column(name, sa.Integer(), nullable=False) for name in ("series", "points", "horizon")],
        sa.Column("scores", postgresql.JSONB(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_back_tests")),
    )


def downgrade() -> None:
    for name in ("back_tests", "forecasts", "scenarios"):
        op.drop_table(name)
