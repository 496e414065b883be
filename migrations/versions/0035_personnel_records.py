"""Evidence of skills with its signatures, reviews, kit, and thanks for years of service."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATE = sa.String(length=40)
# What was signed, and what both agreed to, is never changed, whoever asks.
STAYS = """
CREATE FUNCTION refuse_change_of_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was signed or agreed is never changed: % %', TG_TABLE_NAME, OLD.id;
END
$$
"""
TRIGGERS = {"skill_evidence": "OLD.state = 'signed'", "reviews": "OLD.agreed_at IS NOT NULL"}
TABLES = (
    "milestone_thanks", "kit_items", "reviews", "signing_reminders", "evidence_withdrawals", "skill_evidence",
)


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    _evidence()
    _reviews()
    _kit()
    op.execute(STAYS)
    for table, when in TRIGGERS.items():
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) "
            "EXECUTE FUNCTION refuse_change_of_signed()"
        )


def _evidence() -> None:
    op.create_table(
        "skill_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("duty_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("sent_back_words", sa.Text(), nullable=True),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "signed_by_id <> account_id AND signer_id <> account_id", name=op.f("ck_skill_evidence_not_by_oneself")
        ),
        sa.CheckConstraint(
            "(state = 'signed') = (signed_by_id IS NOT NULL) AND (signed_by_id IS NULL) = (signed_at IS NULL)",
            name=op.f("ck_skill_evidence_signed_whole"),
        ),
        refers("skill_evidence", "volunteer_id", "volunteers"),
        *(
            refers("skill_evidence", column, "accounts")
            for column in ("account_id", "signer_id", "entered_by_id", "signed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_evidence")),
    )
    op.create_index(
        "ix_skill_evidence_volunteer_id_strand_skill", "skill_evidence", ["volunteer_id", "strand", "skill"]
    )
    op.create_index(
        "ix_skill_evidence_waiting", "skill_evidence", ["signer_id", "sent_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "evidence_withdrawals",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        refers("evidence_withdrawals", "evidence_id", "skill_evidence"),
        refers("evidence_withdrawals", "by_id", "accounts"),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_evidence_withdrawals")),
    )
    op.create_table(
        "signing_reminders",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=False),
        refers("signing_reminders", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("account_id", "week_on", name=op.f("pk_signing_reminders")),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("went_well", sa.Text(), nullable=False),
        sa.Column("what_next", sa.Text(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("own_words", sa.Text(), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("written_by_id <> account_id", name=op.f("ck_reviews_not_by_oneself")),
        sa.CheckConstraint("next_due_on > held_on", name=op.f("ck_reviews_next_after_this")),
        refers("reviews", "volunteer_id", "volunteers"),
        refers("reviews", "account_id", "accounts"),
        refers("reviews", "written_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_volunteer_id_strand_held_on", "reviews", ["volunteer_id", "strand", "held_on"])
    op.create_table(
        "milestone_thanks",
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("years", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("thanked_at", MOMENT, nullable=False),
        refers("milestone_thanks", "volunteer_id", "volunteers"),
        sa.PrimaryKeyConstraint("volunteer_id", "strand", "years", name=op.f("pk_milestone_thanks")),
    )


def _kit() -> None:
    op.create_table(
        "kit_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_to_id", sa.Integer(), nullable=True),
        sa.Column("condition", STATE, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("returned_on >= issued_on", name=op.f("ck_kit_items_returned_after_issue")),
        sa.CheckConstraint(
            "(returned_on IS NULL) = (condition IS NULL) AND (returned_on IS NULL) = (returned_to_id IS NULL)",
            name=op.f("ck_kit_items_returned_whole"),
        ),
        postgresql.ExcludeConstraint(
            ("kind", "="),
            ("serial", "="),
            (sa.func.daterange(sa.text("issued_on"), sa.text("returned_on")), "&&"),
            name="ex_kit_items_one_place_at_a_time",
            where=sa.text("serial IS NOT NULL"),
        ),
        refers("kit_items", "volunteer_id", "volunteers"),
        refers("kit_items", "issued_by_id", "accounts"),
        refers("kit_items", "returned_to_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_items")),
    )
    op.create_index("ix_kit_items_volunteer_id", "kit_items", ["volunteer_id"])
    op.create_index(
        "ix_kit_items_out", "kit_items", ["volunteer_id"], postgresql_where=sa.text("returned_on IS NULL")
    )


def downgrade() -> None:
    for table in TRIGGERS:
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
    op.execute("DROP FUNCTION refuse_change_of_signed()")
    for table in TABLES:
        op.drop_table(table)
