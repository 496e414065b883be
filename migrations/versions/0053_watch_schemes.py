"""Neighbourhood Watch schemes, their households, tasks and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

WORDS = sa.String(length=40)
TABLES = (
    "watch_reports", "watch_reached", "watch_passings", "watch_messages", "watch_households", "watch_streets",
    "watch_schemes",
)  # fmt: skip


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def said(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def chosen(name: str) -> sa.Column:
    return sa.Column(name, WORDS, nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns or ("id",), name=op.f(f"pk_{table}"))


def upgrade() -> None:
    _schemes()
    _households()
    _messages()
    op.create_table(
        "watch_reports", number("id"), number("scheme_id"), chosen("kind"), said("body"), number("sent_by_id"),
        moment("sent_at"), said("answer"), moment("closed_at", nullable=True), number("closed_by_id", nullable=True),
        check("watch_reports", "closed", "(closed_at IS NULL) = (closed_by_id IS NULL)"),
        *refers("watch_reports", scheme_id="watch_schemes", sent_by_id="accounts", closed_by_id="accounts"),
        key("watch_reports"),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_reports_scheme_id_sent_at"), "watch_reports", ["scheme_id", "sent_at"])


def _schemes() -> None:
    op.create_table(
        "watch_schemes", number("id"), number("unit_id"), chosen("state"), day("registered_on"),
        chosen("verified_how"), number("estimated_households", nullable=True),
        day("list_confirmed_on", nullable=True), day("reviewed_on", nullable=True), day("next_review_on"),
        moment("last_sign_at"), moment("asked_at", nullable=True), moment("closed_at", nullable=True),
        number("closed_by_id", nullable=True), said("close_reason"), number("registered_by_id"), number("version"),
        check("watch_schemes", "closed", "(state = 'closed') = (closed_at IS NOT NULL)"),
        check("watch_schemes", "estimated", "estimated_households > 0"),
        *refers("watch_schemes", unit_id="units", closed_by_id="accounts", registered_by_id="accounts"),
        key("watch_schemes"), sa.UniqueConstraint("unit_id", name=op.f("uq_watch_schemes_unit_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_schemes_state_last_sign_at"), "watch_schemes", ["state", "last_sign_at"])
    op.create_table(
        "watch_streets", number("id"), number("scheme_id"), said("name"), number("first_number", nullable=True),
        number("last_number", nullable=True), said("postcode"),
        check("watch_streets", "numbers", "last_number >= first_number"),
        *refers("watch_streets", scheme_id="watch_schemes"), key("watch_streets"),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_streets_scheme_id"), "watch_streets", ["scheme_id"])


def _households() -> None:
    op.create_table(
        "watch_households", number("id"), number("scheme_id"), said("address"), said("name"),
        said("email", nullable=True), said("phone", nullable=True), sa.Column("needs_help", sa.Boolean(), nullable=False),
        sa.Column("sealed_note", sa.LargeBinary(), nullable=True), day("agreed_on", nullable=True), said("agreed_how"),
        day("joined_on"), day("left_on", nullable=True), number("version"),
        check(
            "watch_households", "erased",
            "left_on IS NULL OR (address = '' AND name = '' AND email IS NULL AND phone IS NULL"
            " AND sealed_note IS NULL AND NOT needs_help)",
        ),
        check("watch_households", "agreed", "(agreed_on IS NULL) = (agreed_how = '')"),
        *refers("watch_households", scheme_id="watch_schemes"), key("watch_households"),
    )  # fmt: skip
    op.create_index(
        "uq_watch_households_address", "watch_households", ["scheme_id", sa.text("lower(address)")], unique=True,
        postgresql_where=sa.text("left_on IS NULL"),
    )  # fmt: skip


def _messages() -> None:
    op.create_table(
        "watch_messages", number("id"), number("scheme_id", nullable=True), chosen("category"), said("title"),
        said("body"), number("sent_by_id"), moment("sent_at"),
        *refers("watch_messages", scheme_id="watch_schemes", sent_by_id="accounts"), key("watch_messages"),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_messages_sent_at"), "watch_messages", ["sent_at"])
    op.create_table(
        "watch_passings", number("id"), number("message_id"), number("scheme_id"), moment("told_at", nullable=True),
        moment("passed_at", nullable=True), number("passed_by_id", nullable=True), said("added_words"),
        check("watch_passings", "passed", "(passed_at IS NULL) = (passed_by_id IS NULL)"),
        *refers("watch_passings", message_id="watch_messages", scheme_id="watch_schemes", passed_by_id="accounts"),
        key("watch_passings"),
        sa.UniqueConstraint("message_id", "scheme_id", name=op.f("uq_watch_passings_message_id_scheme_id")),
    )  # fmt: skip
    op.create_index(
        "ix_watch_passings_waiting", "watch_passings", ["scheme_id"], postgresql_where=sa.text("passed_at IS NULL")
    )
    op.create_index("ix_watch_passings_untold", "watch_passings", ["id"], postgresql_where=sa.text("told_at IS NULL"))
    op.create_table(
        "watch_reached", number("passing_id"), number("household_id"), chosen("way"), moment("reached_at", nullable=True),
        *refers("watch_reached", passing_id="watch_passings", household_id="watch_households"),
        key("watch_reached", "passing_id", "household_id"),
    )  # fmt: skip
    op.create_index(
        "ix_watch_reached_unsent", "watch_reached", ["passing_id"],
        postgresql_where=sa.text("way = 'mail' AND reached_at IS NULL"),
    )  # fmt: skip
    op.create_index(op.f("ix_watch_reached_household_id"), "watch_reached", ["household_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
