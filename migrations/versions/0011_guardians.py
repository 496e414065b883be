"""Parents and guardians of young applicants, and what they agreed to."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PURPOSES = sa.Enum("take_part", "photographs", "medical_help", name="purpose", native_enum=False, length=40)
OUTCOMES = sa.Enum("confirmed", "denied", "no_answer", name="calloutcome", native_enum=False, length=40)


def upgrade() -> None:
    _guardians()
    op.create_table(
        "guardian_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("purpose", PURPOSES, nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_guardian_consents_guardian_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_consents")),
    )
    op.create_index(op.f("ix_guardian_consents_guardian_id"), "guardian_consents", ["guardian_id"])
    op.create_table(
        "guardian_calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", OUTCOMES, nullable=False),
        sa.Column("number_source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_account_id"], ["accounts.id"], name=op.f("fk_guardian_calls_by_account_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_guardian_calls_guardian_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_calls")),
    )
    op.create_index(op.f("ix_guardian_calls_guardian_id"), "guardian_calls", ["guardian_id"])
    op.create_table(
        "health_forms",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_health_forms_application_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_health_forms_guardian_id")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_health_forms")),
    )


def downgrade() -> None:
    op.drop_table("health_forms")
    op.drop_table("guardian_calls")
    op.drop_table("guardian_consents")
    op.drop_table("guardians")


def _guardians() -> None:
    op.create_table(
        "guardians",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("young_person", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undisclosed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undisclosed_by_id", sa.Integer(), nullable=True),
        sa.Column("undisclosed_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_guardians_account_id")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_guardians_application_id")),
        sa.ForeignKeyConstraint(["undisclosed_by_id"], ["accounts.id"], name=op.f("fk_guardians_undisclosed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardians")),
    )
    op.create_index(
        "uq_guardians_current", "guardians", ["application_id", "place"], unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    for column in ("application_id", "account_id", "mailbox"):
        op.create_index(op.f(f"ix_guardians_{column}"), "guardians", [column])
