"""Applicants that look alike, and what staff decided of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

VERDICTS = sa.Enum("same", "different", name="verdict", native_enum=False, length=40)


def upgrade() -> None:
    op.create_index("ix_applications_birth_date", "applications", ["birth_date"])
    op.create_table(
        "like_pairs",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("verdict", VERDICTS, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_like_pairs_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["accounts.id"], name=op.f("fk_like_pairs_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["accounts.id"], name=op.f("fk_like_pairs_other_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_like_pairs_decided_by_id")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_like_pairs")),
    )
    op.create_index(op.f("ix_like_pairs_other_id"), "like_pairs", ["other_id"])


def downgrade() -> None:
    op.drop_table("like_pairs")
    op.drop_index("ix_applications_birth_date", table_name="applications")
