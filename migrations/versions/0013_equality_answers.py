"""Equality answers, walled off from every decision."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

QUESTIONS = (
    "ethnic_group",
    "ethnic_background",
    "sex",
    "gender_identity",
    "condition",
    "day_to_day",
    "religion",
    "sexual_orientation",
)


def upgrade() -> None:
    op.create_table(
        "equality_intake",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_equality_intake")),
    )
    op.create_table(
        "equality_answers",
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(question, sa.Text(), nullable=True) for question in QUESTIONS),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_equality_answers")),
    )


def downgrade() -> None:
    op.drop_table("equality_answers")
    op.drop_table("equality_intake")
