"""Calls to many volunteers to come soon, and their answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("areas", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("furthest_miles", sa.Integer(), nullable=True),
        sa.Column("asks_away", sa.Boolean(), nullable=False),
        sa.Column("be_there_by", MOMENT, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("asked_again_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("cardinality(areas) > 0", name=op.f("ck_calls_somewhere")),
        sa.CheckConstraint("furthest_miles > 0", name=op.f("ck_calls_furthest_miles")),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_calls_ended")),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_calls_duty_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_calls_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("duty_id", name=op.f("uq_calls_duty_id")),
    )
    op.create_table(
        "call_recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("sign_up_id", sa.Integer(), nullable=True),
        sa.Column("was_in_reserve", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(answer = 'none') = (answered_at IS NULL)", name=op.f("ck_call_recipients_answered")),
        sa.CheckConstraint(
            "answer <> 'coming' OR (sign_up_id IS NOT NULL AND minutes IS NOT NULL)",
            name=op.f("ck_call_recipients_coming"),
        ),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_call_recipients_minutes")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_call_recipients_call_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_call_recipients_volunteer_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["messages.id"], name=op.f("fk_call_recipients_mail_id")),
        sa.ForeignKeyConstraint(["text_id"], ["messages.id"], name=op.f("fk_call_recipients_text_id")),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], name=op.f("fk_call_recipients_sign_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_recipients")),
        sa.UniqueConstraint("call_id", "volunteer_id", name=op.f("uq_call_recipients_person")),
    )
    op.create_index("ix_call_recipients_token_digest", "call_recipients", ["token_digest"], unique=True)
    op.create_index("ix_call_recipients_volunteer_id", "call_recipients", ["volunteer_id"])
    op.create_index("ix_call_recipients_sign_up_id", "call_recipients", ["sign_up_id"], unique=True)
    op.create_index(
        "ix_call_recipients_unwritten", "call_recipients", ["call_id"], postgresql_where=sa.text("mail_id IS NULL")
    )


def downgrade() -> None:
    op.drop_table("call_recipients")
    op.drop_table("calls")
