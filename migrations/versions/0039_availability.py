"""What volunteers say of their own time: usual times, day job, and days that are different."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "availabilities",
        number("volunteer_id"),
        number("job_minutes"),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.CheckConstraint("job_minutes BETWEEN 0 AND 10080", name=op.f("ck_availabilities_job_within_a_week")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_availabilities_volunteer_id")),
        sa.PrimaryKeyConstraint("volunteer_id", name=op.f("pk_availabilities")),
    )
    op.create_table(
        "times_of_week",
        number("volunteer_id"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        number("starts"),
        number("ends"),
        sa.CheckConstraint("starts >= 0 AND starts < 10080", name=op.f("ck_times_of_week_begins_in_the_week")),
        sa.CheckConstraint(
            "ends > starts AND ends <= starts + 10080", name=op.f("ck_times_of_week_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["availabilities.volunteer_id"], name=op.f("fk_times_of_week_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("volunteer_id", "kind", "starts", name=op.f("pk_times_of_week")),
    )
    op.create_table(
        "special_days",
        number("id"),
        number("volunteer_id"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("is_away", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_special_days_last_day")),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["availabilities.volunteer_id"], name=op.f("fk_special_days_volunteer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_special_days")),
    )
    op.create_index("ix_special_days_volunteer_id_last_on", "special_days", ["volunteer_id", "last_on"])


def downgrade() -> None:
    for table in ("special_days", "times_of_week", "availabilities"):
        op.drop_table(table)
