"""Tutors of Special Constables, and how patrols went."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def refer(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "tutorships",
        number("id"), number("learner_id"), number("tutor_id"), sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True), number("set_by_id"),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("learner_id <> tutor_id", name=op.f("ck_tutorships_not_oneself")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_tutorships_ends_after_it_begins")),
        refer("tutorships", "learner_id", "volunteers"), refer("tutorships", "tutor_id", "volunteers"),
        refer("tutorships", "set_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tutorships")),
    )  # fmt: skip
    op.create_index(
        "uq_tutorships_current", "tutorships", ["learner_id"], unique=True,
        postgresql_where=sa.text("until_on IS NULL"),
    )  # fmt: skip
    op.create_index("ix_tutorships_tutor_id", "tutorships", ["tutor_id"])
    op.create_table(
        "patrol_reports",
        number("sign_up_id"), number("learner_id"), number("companion_id"),
        sa.Column("grade", sa.Text(), nullable=False), sa.Column("reflection", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False), sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.CheckConstraint("learner_id <> companion_id", name=op.f("ck_patrol_reports_not_oneself")),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (comment IS NULL)", name=op.f("ck_patrol_reports_agreed_with_a_comment")
        ),
        refer("patrol_reports", "sign_up_id", "sign_ups"), refer("patrol_reports", "learner_id", "volunteers"),
        refer("patrol_reports", "companion_id", "volunteers"),
        sa.PrimaryKeyConstraint("sign_up_id", name=op.f("pk_patrol_reports")),
    )  # fmt: skip
    op.create_index("ix_patrol_reports_learner_id", "patrol_reports", ["learner_id"])
    op.create_index(
        "ix_patrol_reports_waiting", "patrol_reports", ["companion_id"],
        postgresql_where=sa.text("agreed_at IS NULL"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("patrol_reports")
    op.drop_table("tutorships")
