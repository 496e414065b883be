"""Declined applicants, and the pause before they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    op.create_table(
        "declines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("goes_out_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("appeal_until", sa.Date(), nullable=True),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_declines_ended_whole")),
        sa.CheckConstraint("(outcome = 'told') = (appeal_until IS NOT NULL)", name=op.f("ck_declines_appeal_told")),
        sa.CheckConstraint(
            "(outcome = 'taken_back') = (ended_by_id IS NOT NULL)", name=op.f("ck_declines_taken_back_by")
        ),
        sa.CheckConstraint("goes_out_at >= decided_at", name=op.f("ck_declines_in_order")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_declines_application_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_declines_decided_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["accounts.id"], name=op.f("fk_declines_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declines")),
    )
    op.create_index("ix_declines_application_id_id", "declines", ["application_id", "id"])
    op.create_index("uq_declines_open", "declines", ["application_id"], unique=True, postgresql_where=OPEN)
    op.create_index("ix_declines_due", "declines", ["goes_out_at"], postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_table("declines")
