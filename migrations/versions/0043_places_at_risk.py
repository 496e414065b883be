"""What volunteers and coordinators were told of places on duties that someone's own standing puts at risk."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "places_at_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("staff_told_at", MOMENT, nullable=True),
        sa.Column("cleared_at", MOMENT, nullable=True),
        sa.CheckConstraint("cardinality(codes) > 0", name=op.f("ck_places_at_risk_for_a_reason")),
        sa.CheckConstraint("cleared_at >= told_at", name=op.f("ck_places_at_risk_cleared_after_told")),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], name=op.f("fk_places_at_risk_sign_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_at_risk")),
    )
    op.create_index(
        "uq_places_at_risk_open", "places_at_risk", ["sign_up_id"], unique=True,
        postgresql_where=sa.text("cleared_at IS NULL"),
    )  # fmt: skip
    op.create_index("ix_places_at_risk_sign_up_id", "places_at_risk", ["sign_up_id"])


def downgrade() -> None:
    op.drop_table("places_at_risk")
