"""Imports of a force's own spreadsheets: the sealed file, its problems, every row that came of it, force numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_format", WORD, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        *(sa.Column(name, JSONB(), nullable=False) for name in ("reading", "matching", "answers", "counts")),
        sa.Column("mode", WORD, nullable=True),
        sa.Column("stopped_because", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(
            sa.Column(name, MOMENT, nullable=True)
            for name in ("claimed_until", "checked_at", "applied_at", "undone_at")
        ),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("has_cadets", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('applied', 'undoing', 'undone')) <= (applied_at IS NOT NULL)", name=op.f("ck_imports_applied")
        ),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_imports_progress")),
        sa.ForeignKeyConstraint(["made_by_id"], ["accounts.id"], name=op.f("fk_imports_made_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["accounts.id"], name=op.f("fk_imports_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(
        "ix_imports_working",
        "imports",
        ["id"],
        postgresql_where=sa.text("state IN ('reading', 'checking', 'applying', 'undoing')"),
    )
    op.create_index("ix_imports_made_by_id", "imports", ["made_by_id"])
    _create_contents_and_problems()
    _create_records()


def _create_contents_and_problems() -> None:
    op.create_table(
        "import_contents",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_contents_import_id")),
        sa.PrimaryKeyConstraint("import_id", "part", "number", name=op.f("pk_import_contents")),
    )
    op.create_table(
        "import_problems",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("letter", "heading", "value", "code", "advice")),
        sa.Column("level", WORD, nullable=False),
        sa.Column("is_of_cadets", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_problems_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_problems")),
    )
    op.create_index(
        "ix_import_problems_import_id_level_row_id", "import_problems", ["import_id", "level", "row", "id"]
    )


def _create_records() -> None:
    op.create_table(
        "import_records",
        sa.Column("made_in", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_records_import_id")),
        sa.PrimaryKeyConstraint("made_in", "row_id", name=op.f("pk_import_records")),
    )
    op.create_index("ix_import_records_import_id_volunteer_id", "import_records", ["import_id", "volunteer_id"])
    op.create_table(
        "remembered_matchings",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("headings_digest", sa.Text(), nullable=False),
        sa.Column("matching", JSONB(), nullable=False),
        sa.Column("answers", JSONB(), nullable=False),
        sa.Column("remembered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "headings_digest", name=op.f("pk_remembered_matchings")),
    )
    op.create_table(
        "force_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("volunteer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("plain_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteers.id"], name=op.f("fk_force_numbers_volunteer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_force_numbers")),
        sa.UniqueConstraint("plain_number", name=op.f("uq_force_numbers_plain_number")),
        sa.UniqueConstraint("volunteer_id", name=op.f("uq_force_numbers_volunteer_id")),
    )


def downgrade() -> None:
    for table in (
        "force_numbers", "remembered_matchings", "import_records", "import_problems", "import_contents", "imports",
    ):  # fmt: skip
        op.drop_table(table)
