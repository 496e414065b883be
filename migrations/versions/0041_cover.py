"""How many people a unit needs on duty and when, and of which short duties staff were told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "cover_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("people > 0", name=op.f("ck_cover_rules_people")),
        sa.CheckConstraint("cardinality(weekdays) BETWEEN 1 AND 7", name=op.f("ck_cover_rules_weekdays")),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_cover_rules_created_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_cover_rules_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_rules")),
    )
    op.create_index("ix_cover_rules_unit_id", "cover_rules", ["unit_id"])
    op.create_table(
        "short_duty_alerts",
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_short_duty_alerts_duty_id")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_short_duty_alerts")),
    )


def downgrade() -> None:
    op.drop_table("short_duty_alerts")
    op.drop_table("cover_rules")
