"""Scoring sheets of two assessors, kept blind to each other."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

RECOMMENDATIONS = ("recommend", "with_doubts", "do_not_recommend")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    recommendation = sa.Enum(*RECOMMENDATIONS, name="recommendation", native_enum=False, length=40)
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recommendation", recommendation, nullable=True),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seat IN (1, 2)", name=op.f("ck_assessments_two_seats")),
        sa.CheckConstraint("round > 0", name=op.f("ck_assessments_rounds_from_one")),
        sa.CheckConstraint("sent_at IS NULL OR recommendation IS NOT NULL", name=op.f("ck_assessments_sent_whole")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_assessments_application_id")),
        sa.ForeignKeyConstraint(["assessor_id"], ["accounts.id"], name=op.f("fk_assessments_assessor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint(
            "application_id", "code", "round", "seat", name=op.f("uq_assessments_application_id_code_round_seat")
        ),
        sa.UniqueConstraint(
            "application_id",
            "code",
            "round",
            "assessor_id",
            name=op.f("uq_assessments_application_id_code_round_assessor_id"),
        ),
    )
    op.create_index(
        "ix_assessments_unsent", "assessments", ["assessor_id"], postgresql_where=sa.text("sent_at IS NULL")
    )
    op.create_table(
        "assessment_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_assessment_results_application_id")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_assessment_results_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_results")),
        sa.UniqueConstraint(
            "application_id", "code", "round", name=op.f("uq_assessment_results_application_id_code_round")
        ),
    )
    op.create_table(
        "declared_relations",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_declared_relations_account_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_declared_relations_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "account_id", name=op.f("pk_declared_relations")),
    )
    op.create_index(op.f("ix_declared_relations_account_id"), "declared_relations", ["account_id"])


def downgrade() -> None:
    op.drop_table("declared_relations")
    op.drop_table("assessment_results")
    op.drop_table("assessments")
