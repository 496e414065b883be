"""That what someone holds runs out: who was warned of what, and when coordinators were told."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("clearance", "qualification", "check")
LASTING = {"clearances": "until_on", "qualifications": "until_on", "checks": "valid_until"}


def upgrade() -> None:
    op.create_table(
        "lapse_warnings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="heldkind", native_enum=False, length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_lapse_warnings_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lapse_warnings")),
        sa.UniqueConstraint("kind", "subject_id", "code", "until_on", "days", name="uq_lapse_warnings_once"),
    )
    op.create_index(op.f("ix_lapse_warnings_warned_at"), "lapse_warnings", ["warned_at"])
    op.create_index(op.f("ix_lapse_warnings_account_id"), "lapse_warnings", ["account_id"])
    op.create_table(
        "lapse_digests",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_lapse_digests_account_id")),
        sa.PrimaryKeyConstraint("account_id", "on", name=op.f("pk_lapse_digests")),
    )
    for table, column in LASTING.items():
        op.create_index(f"ix_{table}_{column}", table, [column], postgresql_where=sa.text(f"{column} IS NOT NULL"))


def downgrade() -> None:
    for table, column in LASTING.items():
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    op.drop_table("lapse_digests")
    op.drop_table("lapse_warnings")
