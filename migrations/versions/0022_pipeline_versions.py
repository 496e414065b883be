"""Pipelines as administrators changed them, each version once and for all."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "pipeline_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("stages", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moves_running", sa.Boolean(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", moment, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", moment, nullable=True),
        sa.Column("refused_at", moment, nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("agreed_at IS NULL OR decided_by_id <> proposed_by_id", name="second_person"),
        sa.CheckConstraint("(agreed_at IS NULL) = (number IS NULL)", name="number_once_agreed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline_versions")),
    )
    for column in ("proposed_by_id", "decided_by_id"):
        op.create_foreign_key(
            op.f(f"fk_pipeline_versions_{column}"), "pipeline_versions", "accounts", [column], ["id"]
        )
    op.create_index("uq_pipeline_versions_number", "pipeline_versions", ["strand", "number"], unique=True)
    op.create_index(
        "uq_pipeline_versions_open", "pipeline_versions", ["strand"], unique=True,
        postgresql_where=sa.text("agreed_at IS NULL AND refused_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("pipeline_versions")
