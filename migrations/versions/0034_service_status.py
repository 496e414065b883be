"""How a volunteer serves: leave, restrictions and suspensions by date, ranks, postings, and how service ended."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "service_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_period_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason_words", sa.Text(), nullable=True),
        sa.Column("limits", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_service_statuses_in_order")),
        sa.CheckConstraint(
            "(replaced_at IS NULL) = (replaced_by_id IS NULL)", name=op.f("ck_service_statuses_replaced_by_someone")
        ),
        postgresql.ExcludeConstraint(
            (sa.column("service_period_id"), "="),
            (sa.text("daterange(from_on, until_on, '[]')"), "&&"),
            using="gist",
            where=sa.text("replaced_at IS NULL"),
            name="ex_service_statuses_one_at_a_time",
        ),
        sa.ForeignKeyConstraint(
            ["service_period_id"], ["service_periods.id"], name=op.f("fk_service_statuses_service_period_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_service_statuses_recorded_by_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["accounts.id"], name=op.f("fk_service_statuses_replaced_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_statuses")),
    )
    op.create_index("ix_service_statuses_service_period_id", "service_statuses", ["service_period_id"])
    op.create_table(
        "rank_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_period_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["service_period_id"], ["service_periods.id"], name=op.f("fk_rank_periods_service_period_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_rank_periods_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rank_periods")),
        sa.UniqueConstraint("service_period_id", "from_on", name=op.f("uq_rank_periods_service_period_id_from_on")),
    )
    op.create_table(
        "posting_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_period_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("reason_words", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["service_period_id"], ["service_periods.id"], name=op.f("fk_posting_periods_service_period_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_posting_periods_unit_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_posting_periods_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_periods")),
        sa.UniqueConstraint("service_period_id", "from_on", name=op.f("uq_posting_periods_service_period_id_from_on")),
    )
    op.create_table(
        "moving_on_warnings",
        sa.Column("service_period_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("warned_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["service_period_id"], ["service_periods.id"], name=op.f("fk_moving_on_warnings_service_period_id")
        ),
        sa.PrimaryKeyConstraint("service_period_id", "days", name=op.f("pk_moving_on_warnings")),
    )
    for name in ("end_code", "end_words", "end_note", "moves_on_to"):
        op.add_column("service_periods", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("service_periods", sa.Column("ended_by_id", sa.Integer(), nullable=True))
    op.add_column("service_periods", sa.Column("end_recorded_at", MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_service_periods_ended_by_id"), "service_periods", "accounts", ["ended_by_id"], ["id"]
    )
    op.add_column("grade_periods", sa.Column("evidence", sa.Text(), nullable=True))
    op.add_column("grade_periods", sa.Column("recorded_by_id", sa.Integer(), nullable=True))
    op.add_column("grade_periods", sa.Column("recorded_at", MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_grade_periods_recorded_by_id"), "grade_periods", "accounts", ["recorded_by_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_grade_periods_recorded_by_id"), "grade_periods", type_="foreignkey")
    for name in ("recorded_at", "recorded_by_id", "evidence"):
        op.drop_column("grade_periods", name)
    op.drop_constraint(op.f("fk_service_periods_ended_by_id"), "service_periods", type_="foreignkey")
    for name in ("end_recorded_at", "ended_by_id", "moves_on_to", "end_note", "end_words", "end_code"):
        op.drop_column("service_periods", name)
    for table in ("moving_on_warnings", "posting_periods", "rank_periods", "service_statuses"):
        op.drop_table(table)
