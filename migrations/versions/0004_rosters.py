"""Duties, posts, sign-ups and attendances."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("meeting_place", sa.Text(), nullable=False),
        sa.Column("briefing", sa.Text(), nullable=False),
        sa.Column("plan_priority", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "cancelled", name="dutystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_duties_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_duties_created_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_duties_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(op.f("ix_duties_starts_at"), "duties", ["starts_at"], unique=False)
    op.create_index("ix_duties_upcoming", "duties", ["strand", "starts_at", "id"], unique=False)
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("grades", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= places", name=op.f("ck_posts_taken_within_places")),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_posts_duty_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_index(op.f("ix_posts_duty_id"), "posts", ["duty_id"], unique=False)
    op.create_table(
        "sign_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column(
            "state", sa.Enum("confirmed", "withdrawn", name="signupstate", native_enum=False, length=40), nullable=False
        ),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("signed_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_up_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("volunteer_id"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("state = 'confirmed'"),
            using="gist",
            name="ex_sign_ups_one_duty_at_a_time",
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_sign_ups_duty_id")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_sign_ups_post_id")),
        sa.ForeignKeyConstraint(["signed_up_by_id"], ["accounts.id"], name=op.f("fk_sign_ups_signed_up_by_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_sign_ups_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ups")),
    )
    op.create_index(op.f("ix_sign_ups_volunteer_id_duty_id"), "sign_ups", ["volunteer_id", "duty_id"], unique=False)
    op.create_index(
        "uq_sign_ups_confirmed",
        "sign_ups",
        ["duty_id", "volunteer_id"],
        unique=True,
        postgresql_where=sa.text("state = 'confirmed'"),
    )
    op.create_table(
        "attendances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_up_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("booked_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("booked_off_at > booked_on_at", name=op.f("ck_attendances_off_after_on")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_attendances_recorded_by_id")),
        sa.ForeignKeyConstraint(["sign_up_id"], ["sign_ups.id"], name=op.f("fk_attendances_sign_up_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_attendances_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendances")),
        sa.UniqueConstraint("sign_up_id", name=op.f("uq_attendances_sign_up_id")),
    )
    op.create_index(op.f("ix_attendances_booked_on_at"), "attendances", ["booked_on_at"], unique=False)
    op.create_index(
        op.f("ix_attendances_volunteer_id_booked_on_at"), "attendances", ["volunteer_id", "booked_on_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_attendances_volunteer_id_booked_on_at"), table_name="attendances")
    op.drop_index(op.f("ix_attendances_booked_on_at"), table_name="attendances")
    op.drop_table("attendances")
    op.drop_index("uq_sign_ups_confirmed", table_name="sign_ups", postgresql_where=sa.text("state = 'confirmed'"))
    op.drop_index(op.f("ix_sign_ups_volunteer_id_duty_id"), table_name="sign_ups")
    op.drop_table("sign_ups")
    op.drop_index(op.f("ix_posts_duty_id"), table_name="posts")
    op.drop_table("posts")
    op.drop_index("ix_duties_upcoming", table_name="duties")
    op.drop_index(op.f("ix_duties_starts_at"), table_name="duties")
    op.drop_table("duties")
