"""Openings with their windows and intakes, and who asked to be told of the next one."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("orientation_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_openings_closes_after_it_opens")),
        sa.CheckConstraint("places > 0", name=op.f("ck_openings_places_above_zero")),
        sa.CheckConstraint(
            "taken >= 0 AND (places IS NULL OR taken <= places)", name=op.f("ck_openings_taken_within_places")
        ),
        postgresql.ExcludeConstraint(
            (sa.column("strand"), "="),
            (sa.text("coalesce(unit_id, 0)"), "="),
            (sa.text("coalesce(role, '')"), "="),
            (sa.text("daterange(opens_on, closes_on, '[]')"), "&&"),
            name=op.f("ex_openings_one_at_a_time"),
            using="gist",
            where=sa.text("ended_at IS NULL"),
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["accounts.id"], name=op.f("fk_openings_created_by_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_openings_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    op.create_index(op.f("ix_openings_closes_on_strand"), "openings", ["closes_on", "strand"])
    op.create_index(op.f("ix_openings_unit_id"), "openings", ["unit_id"])
    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_interests_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint(
            "email", "strand", "unit_id", "role",
            name=op.f("uq_interests_email_strand_unit_id_role"), postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_index(
        "ix_interests_untold", "interests", ["strand", "unit_id"], postgresql_where=sa.text("told_at IS NULL")
    )
    op.create_index(op.f("ix_interests_last_contact_at"), "interests", ["last_contact_at"])


def downgrade() -> None:
    op.drop_table("interests")
    op.drop_table("openings")
