"""Views of the caseload that someone saved, and the indexes from which stages are counted and cards are read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OPEN = "stage NOT IN ('draft', 'appointed', 'unsuccessful', 'withdrawn')"
LATEST = ("longest_until", "id")


def upgrade() -> None:
    op.create_table(
        "caseload_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("is_start", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_caseload_views_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caseload_views")),
    )
    op.create_index(
        "uq_caseload_views_name", "caseload_views", ["account_id", sa.text("lower(name)")], unique=True
    )
    op.create_index(
        "uq_caseload_views_start", "caseload_views", ["account_id"], unique=True, postgresql_where=sa.text("is_start")
    )
    for name, columns in {"stage_late": ("strand", "stage"), "pair_stage_late": ("strand", "area", "stage")}.items():
        op.create_index(
            f"ix_applications_{name}", "applications", [*columns, *LATEST],
            postgresql_include=["usual_until"], postgresql_where=sa.text(OPEN),
        )
    op.create_index(
        "ix_applications_unowned", "applications", [*LATEST],
        postgresql_where=sa.text(f"{OPEN} AND is_ours AND owner_id IS NULL"),
    )


def downgrade() -> None:
    for name in ("unowned", "pair_stage_late", "stage_late"):
        op.drop_index(f"ix_applications_{name}", table_name="applications")
    op.drop_table("caseload_views")
