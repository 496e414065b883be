"""Notes on an application, and decisions that take a second person."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KIND = sa.Enum("decline", "clear", name="decisionkind", native_enum=False, length=40)
OUTCOME = sa.Enum("agreed", "refused", "taken_back", name="decisionoutcome", native_enum=False, length=40)
PINNED = "is_pinned AND removed_at IS NULL"
OPEN = "outcome IS NULL"
DECIDED = "num_nulls(outcome, decided_by_id, decided_at) IN (0, 3)"
TWO_PEOPLE = "outcome IS NULL OR (outcome = 'taken_back') = (decided_by_id = proposed_by_id)"


def upgrade() -> None:
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_case_notes_application_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["accounts.id"], name=op.f("fk_case_notes_written_by_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["accounts.id"], name=op.f("fk_case_notes_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    op.create_index(op.f("ix_case_notes_application_id_id"), "case_notes", ["application_id", "id"])
    op.create_index(
        "uq_case_notes_pinned", "case_notes", ["application_id"], unique=True, postgresql_where=sa.text(PINNED)
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(DECIDED, name=op.f("ck_decisions_decided_whole")),
        sa.CheckConstraint(TWO_PEOPLE, name=op.f("ck_decisions_two_people")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_decisions_application_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["accounts.id"], name=op.f("fk_decisions_proposed_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["accounts.id"], name=op.f("fk_decisions_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_application_id_id"), "decisions", ["application_id", "id"])
    op.create_index("uq_decisions_open", "decisions", ["application_id"], unique=True, postgresql_where=sa.text(OPEN))
    op.create_index("ix_decisions_waiting", "decisions", ["proposed_at", "id"], postgresql_where=sa.text(OPEN))


def downgrade() -> None:
    op.drop_table("decisions")
    op.drop_table("case_notes")
