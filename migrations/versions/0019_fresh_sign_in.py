"""A sign-in says when it was last confirmed, so that private things ask again."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sign_ins SET confirmed_at = started_at")
    op.alter_column("sign_ins", "confirmed_at", nullable=False)


def downgrade() -> None:
    op.drop_column("sign_ins", "confirmed_at")
