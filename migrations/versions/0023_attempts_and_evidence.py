"""Every result of a check, with its evidence, and what was made of each reference."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _attempts()
    _judgements()
    op.add_column("checks", sa.Column("again_from", sa.Date(), nullable=True))
    op.add_column("clearances", sa.Column("recorded_by_id", sa.Integer(), nullable=True))
    op.add_column("clearances", sa.Column("recorded_at", MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_clearances_recorded_by_id"), "clearances", "accounts", ["recorded_by_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_clearances_recorded_by_id"), "clearances", type_="foreignkey")
    op.drop_column("clearances", "recorded_at")
    op.drop_column("clearances", "recorded_by_id")
    op.drop_column("checks", "again_from")
    op.drop_table("reference_judgements")
    op.drop_table("check_attempts")


def _attempts() -> None:
    op.create_table(
        "check_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_attempts")),
        sa.UniqueConstraint(
            "application_id", "code", "number", "correction",
            name=op.f("uq_check_attempts_application_id_code_number_correction"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_check_attempts_application_id")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_check_attempts_document_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_check_attempts_recorded_by_id")),
    )
    # What is on record already is the first attempt that is known of.
    op.execute(
        "INSERT INTO check_attempts (application_id, code, number, correction, state, result_on, valid_until,"
        " reference, recorded_by_id, recorded_at)"
        " SELECT application_id, code, 1, 0, state, result_on, valid_until, reference, recorded_by_id, recorded_at"
        " FROM checks WHERE state <> 'asked' AND result_on IS NOT NULL"
    )


def _judgements() -> None:
    op.create_table(
        "reference_judgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("referee_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=False),
        sa.Column("judged_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_judgements")),
        sa.UniqueConstraint("referee_id", name=op.f("uq_reference_judgements_referee_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_reference_judgements_application_id")
        ),
        sa.ForeignKeyConstraint(["referee_id"], ["referees.id"], name=op.f("fk_reference_judgements_referee_id")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["accounts.id"], name=op.f("fk_reference_judgements_judged_by_id")),
    )
    op.create_index(
        op.f("ix_reference_judgements_application_id"), "reference_judgements", ["application_id"]
    )
