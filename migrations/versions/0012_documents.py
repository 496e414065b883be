"""Documents, sealed, with what the virus scan said."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "identity", "right_to_work", "driving_licence", "photograph", "tattoo_photograph", "qualification",
    name="documentkind", native_enum=False, length=40,
)  # fmt: skip
MEDIA_TYPES = sa.Enum("pdf", "png", "jpeg", "docx", name="mediatype", native_enum=False, length=40)
SCANS = sa.Enum("clean", "infected", "waiting", "not_scanned", name="scanstate", native_enum=False, length=40)


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", MEDIA_TYPES, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", SCANS, nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_documents_size_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_documents_account_id")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_documents_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_account_id"), "documents", ["account_id"])
    op.create_index(op.f("ix_documents_application_id"), "documents", ["application_id"])
    op.create_index(
        "ix_documents_to_scan",
        "documents",
        ["id"],
        postgresql_where=sa.text("scan IN ('waiting', 'not_scanned') AND removed_at IS NULL"),
    )
    op.create_table(
        "document_contents",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_contents_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_contents")),
    )


def downgrade() -> None:
    op.drop_table("document_contents")
    op.drop_table("documents")
