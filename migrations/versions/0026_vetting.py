"""The vetting room: cases, openings with their reason, notes, and outcomes that a second person confirms."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")
TABLES = (
    "vetting_sampled_openings", "vetting_hand_overs", "vetting_proposals", "vetting_enquiries", "vetting_notes",
    "vetting_openings", "vetting_acquaintances", "vetting_cases",
)


def upgrade() -> None:
    _cases()
    _openings()
    _file()
    _proposals()
    _hand_overs()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _to(table: str, column: str, other: str = "accounts") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _cases() -> None:
    table = "vetting_cases"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("volunteer_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("waiting_since", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("assigned_to_id", sa.Integer(), nullable=True),
        sa.Column("assigned_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("file_reference", sa.Text(), nullable=True),
        sa.Column("appeal_until", sa.Date(), nullable=True),
        sa.Column("conditions", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(application_id, volunteer_id) >= 1", name=op.f("ck_vetting_cases_about_someone")
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)", name=op.f("ck_vetting_cases_closed_with_outcome")
        ),
        _to(table, "application_id", "applications"),
        _to(table, "volunteer_id", "volunteers"),
        _to(table, "account_id"),
        _to(table, "assigned_to_id"),
        _to(table, "closed_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_cases")),
    )
    for about in ("application", "volunteer"):
        op.create_index(
            f"uq_vetting_cases_open_{about}", table, [f"{about}_id", "code"], unique=True, postgresql_where=OPEN
        )
    op.create_index(
        "ix_vetting_cases_assigned", table, ["assigned_to_id", "waiting_since", "id"], postgresql_where=OPEN
    )
    op.create_index("ix_vetting_cases_account", table, ["account_id", "code"])
    op.create_table(
        "vetting_acquaintances",
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        _to("vetting_acquaintances", "officer_id"),
        _to("vetting_acquaintances", "account_id"),
        sa.PrimaryKeyConstraint("officer_id", "account_id", name=op.f("pk_vetting_acquaintances")),
    )


def _openings() -> None:
    op.create_table(
        "vetting_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        _to("vetting_openings", "case_id", "vetting_cases"),
        _to("vetting_openings", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_openings")),
    )
    op.create_index(op.f("ix_vetting_openings_case_id_by_id_until"), "vetting_openings", ["case_id", "by_id", "until"])
    op.create_index(op.f("ix_vetting_openings_at"), "vetting_openings", ["at"])
    op.create_table(
        "vetting_sampled_openings",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        _to("vetting_sampled_openings", "opening_id", "vetting_openings"),
        sa.PrimaryKeyConstraint("week", "opening_id", name=op.f("pk_vetting_sampled_openings")),
    )


def _file() -> None:
    op.create_table(
        "vetting_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        _to("vetting_notes", "case_id", "vetting_cases"),
        _to("vetting_notes", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_notes")),
    )
    op.create_index(op.f("ix_vetting_notes_case_id_id"), "vetting_notes", ["case_id", "id"])
    op.create_table(
        "vetting_enquiries",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _to("vetting_enquiries", "case_id", "vetting_cases"),
        _to("vetting_enquiries", "by_id"),
        sa.PrimaryKeyConstraint("case_id", "code", name=op.f("pk_vetting_enquiries")),
    )


def _proposals() -> None:
    table = "vetting_proposals"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=False),
        sa.Column("file_reference", sa.Text(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> proposed_by_id", name=op.f("ck_vetting_proposals_two_people")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_at IS NOT NULL", name=op.f("ck_vetting_proposals_decided_at_a_moment")
        ),
        _to(table, "case_id", "vetting_cases"),
        _to(table, "proposed_by_id"),
        _to(table, "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_proposals")),
    )
    op.create_index(op.f("ix_vetting_proposals_case_id"), table, ["case_id"])
    op.create_index(
        "uq_vetting_proposals_open", table, ["case_id"], unique=True, postgresql_where=sa.text("decided_at IS NULL")
    )


def _hand_overs() -> None:
    table = "vetting_hand_overs"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        _to(table, "case_id", "vetting_cases"),
        _to(table, "from_id"),
        _to(table, "to_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_hand_overs")),
    )
    op.create_index(op.f("ix_vetting_hand_overs_case_id_id"), table, ["case_id", "id"])
