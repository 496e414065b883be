"""Bookings on and off as they came in, who leads a duty, absences and welfare checks."""

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
