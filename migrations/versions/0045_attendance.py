"""Bookings on and off as they came in, who leads a duty, absences and welfare checks."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]


def upgrade() -> None:
    op.add_column("duties", number("leader_id", nullable=True))
    op.create_foreign_key("fk_duties_leader_id", "duties", "volunteers", ["leader_id"], ["id"])
    op.create_index("ix_duties_leader_id", "duties", ["leader_id"])
    op.create_table(
        "attendance_bookings", number("id"), number("sign_up_id"), sa.Column("what", WORDS, nullable=False),
        moment("at", nullable=True), sa.Column("source", WORDS, nullable=False), moment("device_at", nullable=True),
        moment("sent_at", nullable=True), number("skew_seconds"), moment("received_at"), text("key"),
        number("recorded_by_id"), text("reason"), sa.Column("outcome", WORDS, nullable=False), text("outcome_words"),
        sa.CheckConstraint(
            "at IS NOT NULL OR what IN ('on_corrected', 'off_corrected')", name=op.f("ck_attendance_bookings_says_when")
        ),
        sa.CheckConstraint(
            "what NOT IN ('on_corrected', 'off_corrected') OR reason <> ''",
            name=op.f("ck_attendance_bookings_corrected_for_a_reason"),
        ),
        sa.CheckConstraint(
            "(device_at IS NULL) = (sent_at IS NULL)", name=op.f("ck_attendance_bookings_both_times_of_the_device")
        ),
        *refers("attendance_bookings", sign_up_id="sign_ups", recorded_by_id="accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_bookings")),
        sa.UniqueConstraint("sign_up_id", "key", name="uq_attendance_bookings_key"),
    )  # fmt: skip
    op.create_index("ix_attendance_bookings_received_at", "attendance_bookings", ["received_at"])
    op.create_table(
        "absences", number("id"), number("sign_up_id"), text("reason_code"), text("reason"), text("note"),
        moment("noted_at"), number("noted_by_id"), moment("ended_at", nullable=True),
        number("ended_by_id", nullable=True),
        *refers("absences", sign_up_id="sign_ups", noted_by_id="accounts", ended_by_id="accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )  # fmt: skip
    op.create_index("ix_absences_sign_up_id", "absences", ["sign_up_id"])
    op.create_index(
        "uq_absences_open", "absences", ["sign_up_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_table(
        "welfare_checks", number("sign_up_id"), moment("told_at"),
        sa.Column("told_leader", sa.Boolean(), nullable=False), moment("escalated_at", nullable=True),
        moment("safe_at", nullable=True), number("safe_by_id", nullable=True), text("safe_words"),
        sa.CheckConstraint(
            "(safe_at IS NULL) = (safe_by_id IS NULL)", name=op.f("ck_welfare_checks_found_by_someone")
        ),
        *refers("welfare_checks", sign_up_id="sign_ups", safe_by_id="accounts"),
        sa.PrimaryKeyConstraint("sign_up_id", name=op.f("pk_welfare_checks")),
    )  # fmt: skip


def downgrade() -> None:
    for table in ("welfare_checks", "absences", "attendance_bookings"):
        op.drop_table(table)
    op.drop_index("ix_duties_leader_id", table_name="duties")
    op.drop_constraint("fk_duties_leader_id", "duties", type_="foreignkey")
    op.drop_column("duties", "leader_id")
