"""Reports made from releases, which nobody can change, and who wants a link to them."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

KEEP_REPORT = """
CREATE FUNCTION keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.id, NEW.kind, NEW.release_id, NEW.content, NEW.digest, NEW.made_at)
            IS DISTINCT FROM (OLD.id, OLD.kind, OLD.release_id, OLD.content, OLD.digest, OLD.made_at)
        OR (OLD.pdf IS NOT NULL AND NEW.pdf IS DISTINCT FROM OLD.pdf)
        OR (OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at) THEN
        RAISE EXCEPTION 'a report is never changed; that of a later release corrects it';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_report BEFORE UPDATE OR DELETE ON reports
    FOR EACH ROW EXECUTE FUNCTION keep_report();
"""


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("without_pdf", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("digest = encode(sha256(content), 'hex')", name=op.f("ck_reports_digest_of_content")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_reports_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("kind", "release_id", name=op.f("uq_reports_kind_release_id")),
    )
    op.create_table(
        "report_readers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("wants_link", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_report_readers_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_report_readers")),
    )
    op.execute(KEEP_REPORT)


def downgrade() -> None:
    op.drop_table("report_readers")
    op.drop_table("reports")
    op.execute("DROP FUNCTION keep_report()")
