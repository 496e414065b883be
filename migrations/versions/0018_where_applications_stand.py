"""Where an application stands, kept on its row: who is waited for, until when that is usual, and whose case it is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OPEN = "stage NOT IN ('draft', 'appointed', 'unsuccessful', 'withdrawn')"
DAY = "(stage_since AT TIME ZONE 'Europe/London')::date"
COMPUTED = {
    "is_ours": (sa.Boolean(), "'coordinator' = ANY (waits_on)"),
    "usual_until": (sa.Date(), f"{DAY} + usual_days"),
    "longest_until": (sa.Date(), f"COALESCE({DAY} + longest_days, '9999-12-31'::date)"),
    "needs_adjustments": (sa.Boolean(), "COALESCE(answers -> 'adjustments' ->> 'needed' = 'yes', false)"),
}
ORDER = ("is_ours", "longest_until", "id")
INDEXES = {"order": (), "strand_order": ("strand",), "pair_order": ("strand", "area"), "stage": ("strand", "stage")}


def upgrade() -> None:
    words = postgresql.ARRAY(sa.Text())
    op.add_column("applications", sa.Column("pipeline_version", sa.Integer(), server_default="0", nullable=False))
    op.add_column("applications", sa.Column("waits_on", words, server_default="{}", nullable=False))
    op.add_column("applications", sa.Column("usual_days", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("longest_days", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("owner_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_applications_owner_id"), "applications", "accounts", ["owner_id"], ["id"])
    for name, (kind, how) in COMPUTED.items():
        op.add_column("applications", sa.Column(name, kind, sa.Computed(how, persisted=True), nullable=True))
    op.drop_index("ix_applications_caseload", table_name="applications")
    for name, first in INDEXES.items():
        op.create_index(
            f"ix_applications_{name}", "applications", [*first, *ORDER], postgresql_where=sa.text(OPEN)
        )
    op.create_index("ix_applications_ended", "applications", ["strand", "stage", "stage_since", "id"])
    op.create_index(
        "ix_applications_owner", "applications", ["owner_id", *ORDER], postgresql_where=sa.text("owner_id IS NOT NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_applications_owner", table_name="applications")
    op.drop_index("ix_applications_ended", table_name="applications")
    for name in INDEXES:
        op.drop_index(f"ix_applications_{name}", table_name="applications")
    for name in COMPUTED:
        op.drop_column("applications", name)
    op.drop_constraint(op.f("fk_applications_owner_id"), "applications", type_="foreignkey")
    for name in ("owner_id", "longest_days", "usual_days", "waits_on", "pipeline_version"):
        op.drop_column("applications", name)
    op.create_index(
        "ix_applications_caseload", "applications",
        ["strand", "area", "stage", "decision_due", "stage_since", "id"],
    )
