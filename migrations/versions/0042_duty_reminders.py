"""Which reminders of a duty went out."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "duty_reminders",
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_duty_reminders_hours")),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], name=op.f("fk_duty_reminders_sign_up_id")),
        sa.PrimaryKeyConstraint("sign_up_id", "hours", "starts_at", name=op.f("pk_duty_reminders")),
    )


def downgrade() -> None:
    op.drop_table("duty_reminders")
