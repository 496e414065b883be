"""Referees, what became of asking them, and what they said."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

RELATIONS = sa.Enum(
    "latest_employer", "employer", "teacher", "colleague", "known", name="relation", native_enum=False, length=40
)
STATES = sa.Enum(
    "named", "asked", "started", "given", "declined", "bounced", "replaced", name="refereestate", native_enum=False,
    length=40,
)
REASONS = sa.Enum(
    "not_well_enough", "not_allowed", "no_time", "rather_not", "not_me", name="declinereason", native_enum=False,
    length=40,
)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "referees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("relation", RELATIONS, nullable=False),
        sa.Column("years_known", sa.Integer(), nullable=True),
        sa.Column("with_children", sa.Boolean(), nullable=False),
        sa.Column("state", STATES, nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answer_by", MOMENT, nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("nudges", sa.Integer(), nullable=False),
        sa.Column("nudged_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("decline_reason", REASONS, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_referees_application_id")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_referees_account_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["referees.id"], name=op.f("fk_referees_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referees")),
    )
    op.create_index(
        "uq_referees_live_place", "referees", ["application_id", "place"], unique=True,
        postgresql_where=sa.text("state <> 'replaced'"),
    )
    op.create_index(op.f("ix_referees_application_id_id"), "referees", ["application_id", "id"])
    op.create_index(
        "ix_referees_waiting", "referees", ["asked_at", "id"],
        postgresql_where=sa.text("state IN ('asked', 'started')"),
    )


def downgrade() -> None:
    op.drop_table("referees")
