"""An application holds the place of the opening it was sent to."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("applications", sa.Column("opening_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_applications_opening_id"), "applications", "openings", ["opening_id"], ["id"])


def downgrade() -> None:
    op.drop_constraint(op.f("fk_applications_opening_id"), "applications", type_="foreignkey")
    op.drop_column("applications", "opening_id")
