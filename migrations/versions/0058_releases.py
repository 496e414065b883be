"""Counted quarters and releases, which nobody can change once they are published."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

KEEP_PUBLISHED = """
CREATE FUNCTION keep_published_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published release is never changed; a later version corrects it';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER keep_published_release BEFORE UPDATE OR DELETE ON releases
    FOR EACH ROW EXECUTE FUNCTION keep_published_release();
"""
KEEP_FROZEN = """
CREATE FUNCTION keep_frozen_quarter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION 'a frozen quarter is never counted again';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER keep_frozen_quarter BEFORE UPDATE OR DELETE ON counted_quarters
    FOR EACH ROW EXECUTE FUNCTION keep_frozen_quarter();
"""


def upgrade() -> None:
    op.create_table(
        "counted_quarters",
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("cut_off", name=op.f("pk_counted_quarters")),
    )
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("frozen", sa.LargeBinary(), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)", name=op.f("ck_releases_published_whole")
        ),
        sa.CheckConstraint("published_by_id <> prepared_by_id", name=op.f("ck_releases_second_person")),
        sa.CheckConstraint(
            "published_at IS NULL OR discarded_at IS NULL", name=op.f("ck_releases_published_or_discarded")
        ),
        sa.CheckConstraint("version = 1 OR note <> ''", name=op.f("ck_releases_correction_says_why")),
        sa.CheckConstraint("digest = encode(sha256(content), 'hex')", name=op.f("ck_releases_digest_of_content")),
        sa.ForeignKeyConstraint(["prepared_by_id"], ["accounts.id"], name=op.f("fk_releases_prepared_by_id")),
        sa.ForeignKeyConstraint(["published_by_id"], ["accounts.id"], name=op.f("fk_releases_published_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
    )
    op.create_index(
        op.f("ix_releases_cut_off_version"), "releases", ["cut_off", "version"], unique=True,
        postgresql_where=sa.text("discarded_at IS NULL"),
    )
    op.execute(KEEP_PUBLISHED)
    op.execute(KEEP_FROZEN)


def downgrade() -> None:
    for table, function in (("releases", "keep_published_release"), ("counted_quarters", "keep_frozen_quarter")):
        op.drop_table(table)
        op.execute(f"DROP FUNCTION {function}()")
