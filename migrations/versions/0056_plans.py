"""Police and crime plans, their objectives, targets, milestones and context indicators."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

WORDS = sa.String(length=40)
NEW_COLUMNS = (
    ("direction", WORDS), ("baseline", sa.Integer()), ("baseline_on", sa.Date()), ("plan_id", sa.Integer()),
    ("withdrawn_at", sa.DateTime(timezone=True)), ("withdrawn_by_id", sa.Integer()), ("withdrawn_reason", sa.Text()),
)  # fmt: skip
TARGET_RULES = {
    "number_has_low": "(shape = 'number') = (low IS NOT NULL)",
    "range_right_way_up": "high IS NULL OR (low IS NOT NULL AND high >= low)",
    "direction_has_baseline": (
        "(shape = 'direction') = (direction IS NOT NULL AND baseline IS NOT NULL AND baseline_on IS NOT NULL)"
    ),
    "published_where_seen": "NOT is_published OR source_url IS NOT NULL",
    "has_source": "btrim(source) <> ''",
    "withdrawn_with_reason": "num_nulls(withdrawn_at, withdrawn_by_id, withdrawn_reason) IN (0, 3)",
}


def upgrade() -> None:
    _plans()
    _objectives()
    _milestones()
    _indicators()
    _targets()


def _texts(*names: str, optional: Sequence[str] = ()) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=name in optional) for name in (*names, *optional)]


def _entered(*, by_someone: bool) -> list[sa.Column[object]]:
    return [
        sa.Column("entered_by_id", sa.Integer(), nullable=not by_someone),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _rule(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("name", "commissioner", "url", optional=("code", "dates_note", "source_on_words")),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=True),
        *_entered(by_someone=False),
        sa.Column("version", sa.Integer(), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.text("daterange(from_on, until_on, '[]')"), "&&"), name="ex_plans_one_in_force", using="gist"
        ),
        _rule("plans", "dates_in_order", "until_on >= from_on"),
        _rule("plans", "document_dated", "source_on IS NOT NULL OR source_on_words IS NOT NULL"),
        _rule("plans", "web_address", "url ~ '^https?://'"),
        _rule("plans", "imported_or_entered", "(code IS NULL) = (entered_by_id IS NOT NULL)"),
        _to("plans", "entered_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("code", name=op.f("uq_plans_code")),
    )


def _objectives() -> None:
    op.create_table(
        "objectives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        *_texts("words", "said_in", "source_url", optional=("code", "strand")),
        sa.Column("direction", WORDS, nullable=False),
        sa.Column("measure", WORDS, nullable=True),
        *_entered(by_someone=False),
        _rule("objectives", "web_address", "source_url ~ '^https?://'"),
        _to("objectives", "plan_id", "plans"),
        _to("objectives", "entered_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objectives")),
        sa.UniqueConstraint("code", name=op.f("uq_objectives_code")),
    )
    op.create_index(op.f("ix_objectives_plan_id"), "objectives", ["plan_id"])


def _milestones() -> None:
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        *_texts("words", "said_in", optional=("note",)),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("reached_by_id", sa.Integer(), nullable=True),
        *_entered(by_someone=True),
        _rule("milestones", "reached_by_someone", "(reached_on IS NULL) = (reached_by_id IS NULL)"),
        _to("milestones", "plan_id", "plans"),
        _to("milestones", "objective_id", "objectives"),
        _to("milestones", "reached_by_id", "accounts"),
        _to("milestones", "entered_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
    )
    for column in ("plan_id", "objective_id"):
        op.create_index(op.f(f"ix_milestones_{column}"), "milestones", [column])


def _indicators() -> None:
    op.create_table(
        "indicators",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("code", "name", "source", "source_url", optional=("as_at_words", "note")),
        sa.Column("value", sa.Numeric(12, 2), nullable=False),
        sa.Column("unit", WORDS, nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        *_entered(by_someone=False),
        _rule("indicators", "value_possible", "value >= 0 AND (unit <> 'percent' OR value <= 100)"),
        _rule("indicators", "web_address", "source_url ~ '^https?://'"),
        _to("indicators", "entered_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
    )
    op.create_index("uq_indicators_code_as_at", "indicators", ["code", "as_at"], unique=True)


def _targets() -> None:
    """Every target there is keeps its range by a date."""
    op.add_column("targets", sa.Column("shape", WORDS, nullable=False, server_default="number"))
    op.alter_column("targets", "shape", server_default=None)
    op.add_column("targets", sa.Column("is_our_baseline", sa.Boolean(), nullable=False, server_default="false"))
    op.alter_column("targets", "is_our_baseline", server_default=None)
    for name, kind in NEW_COLUMNS:
        op.add_column("targets", sa.Column(name, kind, nullable=True))
    op.alter_column("targets", "low", nullable=True)
    for name, rule in TARGET_RULES.items():
        op.create_check_constraint(op.f(f"ck_targets_{name}"), "targets", rule)
    op.create_foreign_key(op.f("fk_targets_plan_id"), "targets", "plans", ["plan_id"], ["id"])
    op.create_foreign_key(op.f("fk_targets_withdrawn_by_id"), "targets", "accounts", ["withdrawn_by_id"], ["id"])
    op.create_index(op.f("ix_targets_plan_id"), "targets", ["plan_id"])
    op.create_table(
        "target_quarters",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=True),
        _rule("target_quarters", "range_right_way_up", "high IS NULL OR high >= low"),
        _rule(
            "target_quarters", "begins_a_quarter",
            "extract(day FROM starts_on) = 1 AND extract(month FROM starts_on) IN (1, 4, 7, 10)",
        ),
        _to("target_quarters", "target_id", "targets"),
        sa.PrimaryKeyConstraint("target_id", "starts_on", name=op.f("pk_target_quarters")),
    )  # fmt: skip


def downgrade() -> None:
    """What only the newer shapes can say is lost: such targets, and that one was withdrawn, so those go whole."""
    op.drop_table("target_quarters")
    op.execute("DELETE FROM targets WHERE shape <> 'number' OR withdrawn_at IS NOT NULL")
    for name in TARGET_RULES:
        op.drop_constraint(op.f(f"ck_targets_{name}"), "targets", type_="check")
    op.drop_index(op.f("ix_targets_plan_id"), table_name="targets")
    op.alter_column("targets", "low", nullable=False)
    for name in ("shape", "is_our_baseline", *(name for name, _ in NEW_COLUMNS)):
        op.drop_column("targets", name)
    for name in ("indicators", "milestones", "objectives", "plans"):
        op.drop_table(name)
