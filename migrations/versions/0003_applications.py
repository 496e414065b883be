"""Applications, their stage changes and checks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("stage_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_due", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("search_words", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_applications_account_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_applications_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("reference", name=op.f("uq_applications_reference")),
    )
    op.create_index(op.f("ix_applications_account_id"), "applications", ["account_id"], unique=False)
    op.create_index(
        "ix_applications_caseload",
        "applications",
        ["strand", "area", "stage", "decision_due", "stage_since", "id"],
        unique=False,
    )
    op.create_index(
        "ix_applications_search",
        "applications",
        ["search_words"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_words": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_applications_waiting",
        "applications",
        ["stage_since", "id"],
        unique=False,
        postgresql_where=sa.text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')"),
    )
    op.create_index(
        "uq_applications_live",
        "applications",
        ["account_id", "strand"],
        unique=True,
        postgresql_where=sa.text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')"),
    )
    op.create_table(
        "checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "passed", "failed", name="checkstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_checks_application_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_checks_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint("application_id", "code", name=op.f("uq_checks_application_id_code")),
    )
    op.create_table(
        "stage_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=False),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_stage_changes_application_id")),
        sa.ForeignKeyConstraint(["by_account_id"], ["accounts.id"], name=op.f("fk_stage_changes_by_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_changes")),
    )
    op.create_index(op.f("ix_stage_changes_application_id_at"), "stage_changes", ["application_id", "at"], unique=False)
    op.create_index(op.f("ix_stage_changes_at"), "stage_changes", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_stage_changes_at"), table_name="stage_changes")
    op.drop_index(op.f("ix_stage_changes_application_id_at"), table_name="stage_changes")
    op.drop_table("stage_changes")
    op.drop_table("checks")
    op.drop_index(
        "uq_applications_live",
        table_name="applications",
        postgresql_where=sa.text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')"),
    )
    op.drop_index(
        "ix_applications_waiting",
        table_name="applications",
        postgresql_where=sa.text("stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')"),
    )
    op.drop_index(
        "ix_applications_search",
        table_name="applications",
        postgresql_using="gin",
        postgresql_ops={"search_words": "gin_trgm_ops"},
    )
    op.drop_index("ix_applications_caseload", table_name="applications")
    op.drop_index(op.f("ix_applications_account_id"), table_name="applications")
    op.drop_table("applications")
