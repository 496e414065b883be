"""The words of messages, written by the force itself, and messages kept as they were written."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KEPT = ("strand", "sent_subject", "sent_body")


def upgrade() -> None:
    for column in KEPT:
        op.add_column("messages", sa.Column(column, sa.Text(), nullable=True))
    op.create_index("ix_messages_account_id_id", "messages", ["account_id", "id"])
    for subject, table in (("application", "applications"), ("duty", "duties")):
        op.execute(
            f"UPDATE messages SET strand = {table}.strand FROM {table} "  # noqa: S608 - our own names
            f"WHERE messages.subject = '{subject}' AND messages.subject_id = {table}.id"
        )
    op.create_table(
        "message_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_message_templates_number")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["accounts.id"], name=op.f("fk_message_templates_written_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_templates")),
        sa.UniqueConstraint(
            "kind", "strand", "number", name="uq_message_templates_number", postgresql_nulls_not_distinct=True
        ),
    )


def downgrade() -> None:
    op.drop_table("message_templates")
    op.drop_index("ix_messages_account_id_id", "messages")
    for column in reversed(KEPT):
        op.drop_column("messages", column)
