"""Monthly figures, targets and published counts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "figure_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_runs")),
    )
    op.create_table(
        "monthly_figures",
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "headcount",
                "joiners",
                "leavers",
                "progressed_to_regular_service",
                "applications",
                "reached_stage",
                "cohort_reached_stage",
                "hours",
                name="measure",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("strand", "measure", "month", "area", "stage", name=op.f("pk_monthly_figures")),
    )
    op.create_table(
        "published_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("as_at_words", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_counts")),
    )
    op.create_index(op.f("ix_published_counts_series_as_at"), "published_counts", ["series", "as_at"], unique=True)
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column(
            "measure",
            sa.Enum(
                "headcount",
                "joiners",
                "leavers",
                "progressed_to_regular_service",
                "applications",
                "reached_stage",
                "cohort_reached_stage",
                "hours",
                name="measure",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("source_on", sa.Date(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entered_by_id"], ["accounts.id"], name=op.f("fk_targets_entered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_strand_measure_due_on"), "targets", ["strand", "measure", "due_on"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_targets_strand_measure_due_on"), table_name="targets")
    op.drop_table("targets")
    op.drop_index(op.f("ix_published_counts_series_as_at"), table_name="published_counts")
    op.drop_table("published_counts")
    op.drop_table("monthly_figures")
    op.drop_table("figure_runs")
