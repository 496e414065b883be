"""Many at once: applications chosen and moved together, and letters to many."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NOT_GONE = "state IN ('draft', 'waits', 'stopped')"


def upgrade() -> None:
    _moves()
    _mailings()


def _moves() -> None:
    op.create_table(
        "bulk_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("application_ids", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("is_cut", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_bulk_choices_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_choices")),
    )
    op.create_index(op.f("ix_bulk_choices_made_at"), "bulk_choices", ["made_at"])
    op.create_table(
        "bulk_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("to_strand", sa.Text(), nullable=True),
        sa.Column("to_stage", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("undo_until", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("followed_up_at", MOMENT, nullable=True),
        sa.CheckConstraint("(done_at IS NULL) = (undo_until IS NULL)", name=op.f("ck_bulk_moves_undo_time")),
        sa.CheckConstraint("undone_at IS NULL OR done_at IS NOT NULL", name=op.f("ck_bulk_moves_done_before_undone")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_bulk_moves_owner_id")),
        sa.ForeignKeyConstraint(["by_id"], ["accounts.id"], name=op.f("fk_bulk_moves_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_moves")),
    )
    op.create_index(op.f("ix_bulk_moves_by_id_id"), "bulk_moves", ["by_id", "id"])
    waits = sa.text("followed_up_at IS NULL")
    op.create_index("ix_bulk_moves_to_follow_up", "bulk_moves", ["undo_until"], postgresql_where=waits)
    op.create_table(
        "bulk_move_lines",
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=False),
        sa.Column("to_stage", sa.Text(), nullable=True),
        sa.Column("from_owner_id", sa.Integer(), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("why", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["bulk_moves.id"], name=op.f("fk_bulk_move_lines_move_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_bulk_move_lines_application_id")
        ),
        sa.ForeignKeyConstraint(["from_owner_id"], ["accounts.id"], name=op.f("fk_bulk_move_lines_from_owner_id")),
        sa.ForeignKeyConstraint(["change_id"], ["stage_changes.id"], name=op.f("fk_bulk_move_lines_change_id")),
        sa.PrimaryKeyConstraint("move_id", "application_id", name=op.f("pk_bulk_move_lines")),
    )
    op.create_index(op.f("ix_bulk_move_lines_application_id"), "bulk_move_lines", ["application_id"])


def _mailings() -> None:
    people = ("author_id", "agreed_by_id", "stopped_by_id")
    op.create_table(
        "mailings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("is_for_cadets", sa.Boolean(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("receivers", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("stopped_by_id", sa.Integer(), nullable=True),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            f"{NOT_GONE} OR receivers <= 50 OR agreed_by_id IS NOT NULL", name=op.f("ck_mailings_second_person")
        ),
        sa.CheckConstraint("agreed_by_id <> author_id", name=op.f("ck_mailings_two_people")),
        sa.CheckConstraint(f"{NOT_GONE} OR held_until IS NOT NULL", name=op.f("ck_mailings_held_first")),
        sa.CheckConstraint("receivers >= 0", name=op.f("ck_mailings_receivers")),
        *(sa.ForeignKeyConstraint([each], ["accounts.id"], name=op.f(f"fk_mailings_{each}")) for each in people),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )
    due = sa.text("state IN ('held', 'sending')")
    op.create_index("ix_mailings_due", "mailings", ["held_until"], postgresql_where=due)
    op.create_index(op.f("ix_mailings_author_id_id"), "mailings", ["author_id", "id"])
    _receivers()
    op.create_table(
        "mailing_opt_outs",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_mailing_opt_outs_account_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_mailing_opt_outs_recorded_by_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mailing_opt_outs")),
    )


def _receivers() -> None:
    table = "mailing_receivers"
    rows = {
        "mailing_id": "mailings", "account_id": "accounts", "application_id": "applications",
        "volunteer_id": "volunteers", "message_id": "messages",
    }  # fmt: skip
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("left_out", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("left_out IS NULL OR message_id IS NULL", name=op.f(f"ck_{table}_sent_or_left_out")),
        *(
            sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, of in rows.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("mailing_id", "account_id", name="uq_mailing_receivers_once"),
    )
    waiting = sa.text("left_out IS NULL AND message_id IS NULL")
    op.create_index("ix_mailing_receivers_waiting", table, ["mailing_id", "id"], postgresql_where=waiting)
    op.create_index(op.f("ix_mailing_receivers_account_id"), table, ["account_id"])
    op.create_index(op.f("ix_mailing_receivers_message_id"), table, ["message_id"])


def downgrade() -> None:
    for table in ("mailing_opt_outs", "mailing_receivers", "mailings", "bulk_move_lines", "bulk_moves", "bulk_choices"):
        op.drop_table(table)
