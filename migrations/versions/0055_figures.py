"""Figures by unit and part, how long people stay in stages, and what changed since they were counted."""

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
