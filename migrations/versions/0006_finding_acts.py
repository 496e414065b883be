"""The history is searched by what it was done to, by act and by who, newest first, however long it grows."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = (("subject", "id"), ("act", "id"), ("by_account_id", "id"))


def upgrade() -> None:
    for columns in INDEXES:
        op.create_index(op.f(f"ix_history_entries_{'_'.join(columns)}"), "history_entries", list(columns))


def downgrade() -> None:
    for columns in reversed(INDEXES):
        op.drop_index(op.f(f"ix_history_entries_{'_'.join(columns)}"), table_name="history_entries")
