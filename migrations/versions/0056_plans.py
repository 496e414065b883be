"""Police and crime plans, their objectives, targets, milestones and context indicators."""

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
