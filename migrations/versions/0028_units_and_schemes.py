"""SpeedWatch schemes that form and start, and the roadside sites they were assessed for."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "schemes",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("formed_at", MOMENT, nullable=False),
        sa.Column("formed_by_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_schemes_unit_id")),
        sa.ForeignKeyConstraint(["formed_by_id"], ["accounts.id"], name=op.f("fk_schemes_formed_by_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_schemes")),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("road", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("speed_limit", sa.Integer(), nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.CheckConstraint("speed_limit IN (20, 30, 40)", name=op.f("ck_sites_limit")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_sites_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index("ix_sites_unit_id", "sites", ["unit_id"])
    op.create_table(
        "site_assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= assessed_on", name=op.f("ck_site_assessments_in_order")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_assessments_site_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["accounts.id"], name=op.f("fk_site_assessments_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_assessments")),
    )
    op.create_index("ix_site_assessments_site_id_assessed_on_id", "site_assessments", ["site_id", "assessed_on", "id"])
    op.create_table(
        "agreements",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("points", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("signed_name", sa.Text(), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_agreements_application_id")),
        sa.PrimaryKeyConstraint("application_id", "code", name=op.f("pk_agreements")),
    )


def downgrade() -> None:
    for table in ("agreements", "site_assessments", "sites", "schemes"):
        op.drop_table(table)
