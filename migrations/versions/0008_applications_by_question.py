"""What the longer forms need: sealed answers, who wrote a form down, forms kept as typed, and single-purpose links."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHANNELS = sa.Enum("online", "paper", "phone", name="channel", native_enum=False, length=40)
PURPOSES = sa.Enum("reference", "guardian", "interest", name="linkpurpose", native_enum=False, length=40)


def upgrade() -> None:
    op.add_column("applications", sa.Column("channel", CHANNELS, server_default="online", nullable=False))
    op.add_column("applications", sa.Column("recorded_by_id", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("unit_id", sa.Integer(), nullable=True))
    op.add_column("applications", sa.Column("role", sa.Text(), nullable=True))
    op.create_foreign_key(
        op.f("fk_applications_recorded_by_id"), "applications", "accounts", ["recorded_by_id"], ["id"]
    )
    op.create_foreign_key(op.f("fk_applications_unit_id"), "applications", "units", ["unit_id"], ["id"])
    op.create_table(
        "sealed_answers",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_sealed_answers_application_id")),
        sa.PrimaryKeyConstraint("application_id", "question", name=op.f("pk_sealed_answers")),
    )
    op.create_table(
        "kept_forms",
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", "path", name=op.f("pk_kept_forms")),
    )
    op.create_index(op.f("ix_kept_forms_created_at"), "kept_forms", ["created_at"])
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("purpose", PURPOSES, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_links_token_digest")),
    )
    op.create_index(op.f("ix_links_purpose_subject_id"), "links", ["purpose", "subject_id"])


def downgrade() -> None:
    op.drop_table("links")
    op.drop_table("kept_forms")
    op.drop_table("sealed_answers")
    op.drop_constraint(op.f("fk_applications_unit_id"), "applications", type_="foreignkey")
    op.drop_constraint(op.f("fk_applications_recorded_by_id"), "applications", type_="foreignkey")
    for column in ("role", "unit_id", "recorded_by_id", "channel"):
        op.drop_column("applications", column)
