"""How each person wants to be told, and messages that wait by their choice, go together, or were not wanted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WAYS = ("my_duties", "reminders", "offers", "new_duties", "staff_alerts")


def upgrade() -> None:
    op.create_table(
        "message_choices",
        sa.Column("account_id", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.String(length=40), nullable=False) for name in WAYS),
        sa.Column("quiet_begins", sa.Time(), nullable=True),
        sa.Column("quiet_ends", sa.Time(), nullable=True),
        sa.Column("reminder_hours", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "my_duties <> 'off' AND offers NOT IN ('off', 'daily') AND reminders <> 'daily'",
            name=op.f("ck_message_choices_what_they_are_counted_on_for"),
        ),
        sa.CheckConstraint(
            "(quiet_begins IS NULL) = (quiet_ends IS NULL) AND quiet_begins <> quiet_ends",
            name=op.f("ck_message_choices_quiet_hours"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_message_choices_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_message_choices")),
    )
    op.add_column("messages", sa.Column("is_quiet", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("messages", sa.Column("gathered_in_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_messages_gathered_in_id"), "messages", "messages", ["gathered_in_id"], ["id"])
    op.create_index("ix_messages_held", "messages", ["due_at"], postgresql_where=sa.text("state = 'held'"))


def downgrade() -> None:
    op.execute("UPDATE messages SET state = 'pending' WHERE state = 'held'")
    op.execute("UPDATE messages SET state = 'sent' WHERE state IN ('gathered', 'texted')")
    op.execute("UPDATE messages SET state = 'stopped' WHERE state = 'unwanted'")
    op.drop_index("ix_messages_held", "messages")
    op.drop_constraint("fk_messages_gathered_in_id", "messages")
    op.drop_column("messages", "gathered_in_id")
    op.drop_column("messages", "is_quiet")
    op.drop_table("message_choices")
