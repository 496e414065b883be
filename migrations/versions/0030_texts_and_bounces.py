"""Text messages beside e-mail, what became of messages that were taken, and the mobile numbers of who wants them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

UNREACHED = "state IN ('given_up', 'returned', 'by_hand')"


def upgrade() -> None:
    op.add_column("messages", sa.Column("channel", sa.String(length=40), nullable=False, server_default="email"))
    op.add_column("messages", sa.Column("provider_id", sa.Text(), nullable=True))
    op.create_index("ix_messages_message_id", "messages", ["message_id"], unique=True)
    op.create_index("ix_messages_unreached", "messages", ["id"], postgresql_where=sa.text(UNREACHED))
    op.add_column("accounts", sa.Column("mobile", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("accounts", "mobile")
    op.execute("DELETE FROM messages WHERE channel <> 'email'")
    op.execute("UPDATE messages SET state = 'sent' WHERE state IN ('delivered', 'returned', 'seen_to')")
    op.drop_index("ix_messages_unreached", "messages")
    op.drop_index("ix_messages_message_id", "messages")
    op.drop_column("messages", "provider_id")
    op.drop_column("messages", "channel")
