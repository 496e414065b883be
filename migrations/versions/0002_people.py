"""Units, volunteers, their service, clearances and qualifications."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("station", "cadet_unit", "scheme", name="unitkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("strand", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    op.create_index(op.f("ix_units_area_name"), "units", ["area", "name"], unique=False)
    op.create_table(
        "volunteers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "search_words",
            sa.Text(),
            sa.Computed("lower((first_name || ' '::text) || last_name)", persisted=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_volunteers_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteers")),
        sa.UniqueConstraint("account_id", name=op.f("uq_volunteers_account_id")),
    )
    op.create_index(
        op.f("ix_volunteers_last_name_first_name_id"), "volunteers", ["last_name", "first_name", "id"], unique=False
    )
    op.create_index(
        "ix_volunteers_search",
        "volunteers",
        ["search_words"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_words": "gin_trgm_ops"},
    )
    op.create_table(
        "clearances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_clearances_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearances")),
    )
    op.create_index(op.f("ix_clearances_volunteer_id"), "clearances", ["volunteer_id"], unique=False)
    op.create_table(
        "grade_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_grade_periods_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_periods")),
    )
    op.create_index(
        op.f("ix_grade_periods_volunteer_id_strand_from_on"),
        "grade_periods",
        ["volunteer_id", "strand", "from_on"],
        unique=False,
    )
    op.create_table(
        "qualifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_qualifications_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualifications")),
    )
    op.create_index(op.f("ix_qualifications_volunteer_id"), "qualifications", ["volunteer_id"], unique=False)
    op.create_table(
        "service_periods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "end_reason",
            sa.Enum(
                "resigned",
                "progressed_to_regular_service",
                "retired",
                "required_to_leave",
                "record_cleansed",
                name="endreason",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        postgresql.ExcludeConstraint(
            (sa.column("volunteer_id"), "="),
            (sa.column("strand"), "="),
            (sa.text("daterange(started_on, ended_on)"), "&&"),
            using="gist",
            name="ex_service_periods_no_overlap",
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_service_periods_unit_id")),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_service_periods_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_periods")),
    )
    op.create_index(
        op.f("ix_service_periods_strand_area_started_on"),
        "service_periods",
        ["strand", "area", "started_on"],
        unique=False,
    )
    op.create_index(op.f("ix_service_periods_volunteer_id"), "service_periods", ["volunteer_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_service_periods_volunteer_id"), table_name="service_periods")
    op.drop_index(op.f("ix_service_periods_strand_area_started_on"), table_name="service_periods")
    op.drop_table("service_periods")
    op.drop_index(op.f("ix_qualifications_volunteer_id"), table_name="qualifications")
    op.drop_table("qualifications")
    op.drop_index(op.f("ix_grade_periods_volunteer_id_strand_from_on"), table_name="grade_periods")
    op.drop_table("grade_periods")
    op.drop_index(op.f("ix_clearances_volunteer_id"), table_name="clearances")
    op.drop_table("clearances")
    op.drop_index("ix_volunteers_search", table_name="volunteers", postgresql_using="gin")
    op.drop_index(op.f("ix_volunteers_last_name_first_name_id"), table_name="volunteers")
    op.drop_table("volunteers")
    op.drop_index(op.f("ix_units_area_name"), table_name="units")
    op.drop_table("units")
