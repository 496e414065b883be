"""Reference data the force keeps on screen: reasons, qualification kinds and areas; units that end."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ADDED = ("evidence", "recorded_by_id", "recorded_at", "ended_at", "ended_by_id", "end_reason")
OF_ACCOUNTS = ("recorded_by_id", "ended_by_id")


def kept(*more: sa.Column) -> list[sa.Column]:
    """The columns of every kept list."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *more,
    ]


def upgrade() -> None:
    op.create_table(
        "reasons",
        *kept(
            sa.Column("kind", sa.String(length=40), nullable=False),
            sa.Column("note_needed", sa.Boolean(), nullable=False),
            sa.Column("strands", postgresql.ARRAY(sa.Text()), nullable=False),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reasons")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_reasons_kind_code")),
    )
    op.create_table(
        "qualification_kinds",
        *kept(
            sa.Column("valid_months", sa.Integer(), nullable=True),
            sa.Column("to_confirm", sa.Boolean(), nullable=False),
            sa.Column("strands", postgresql.ARRAY(sa.Text()), nullable=False),
        ),
        sa.CheckConstraint("valid_months > 0", name=op.f("ck_qualification_kinds_lasts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification_kinds")),
        sa.UniqueConstraint("code", name=op.f("uq_qualification_kinds_code")),
    )
    for column in ADDED:
        kind = sa.Integer() if column in OF_ACCOUNTS else MOMENT if column.endswith("_at") else sa.Text()
        op.add_column("qualifications", sa.Column(column, kind, nullable=True))
    for column in OF_ACCOUNTS:
        op.create_foreign_key(op.f(f"fk_qualifications_{column}"), "qualifications", "accounts", [column], ["id"])
    op.create_table(
        "areas",
        *kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("code", name=op.f("uq_areas_code")),
    )
    op.add_column("units", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("units", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.alter_column("units", "version", server_default=None)


def downgrade() -> None:
    op.drop_column("units", "version")
    op.drop_column("units", "ended_on")
    op.drop_table("areas")
    for column in reversed(ADDED):
        op.drop_column("qualifications", column)
    op.drop_table("qualification_kinds")
    op.drop_table("reasons")
