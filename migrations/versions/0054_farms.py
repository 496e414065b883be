"""Farm Watch premises, marked property and alerts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

TABLES = (
    "farm_loans", "farm_nights",
    "marked_items", "farm_visits", "farm_replies", "farm_tellings", "farm_updates", "farm_alerts", "farm_reports",
    "farm_wishes", "farm_premises",
)  # fmt: skip


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def degrees(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Float(), nullable=nullable)


def said(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def chosen(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=40), nullable=False)


def sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def table(name: str, *rest: sa.Column | sa.Constraint, key: str = "id", **refers: str) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, other in refers.items()
    ]
    first = [number("id")] if key == "id" else []
    op.create_table(name, *first, *rest, *keys, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")))


def check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{name}"))


def upgrade() -> None:
    _premises()
    _alerts()
    _visits()
    _nights_and_loans()


def _premises() -> None:
    table(
        "farm_premises", number("volunteer_id"),
        *said("area", "name", "kept", "address", "postcode", "reference", "holding_number", "ring"),
        degrees("latitude"), degrees("longitude"), sealed("sealed_access"), moment("added_at"),
        moment("removed_at", nullable=True), number("version"), volunteer_id="volunteers",
    )  # fmt: skip
    op.create_index(
        "uq_farm_premises_point", "farm_premises", ["volunteer_id", "reference"], unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )  # fmt: skip
    op.create_index("ix_farm_premises_area_name", "farm_premises", ["area", "name"])
    table(
        "farm_wishes", number("volunteer_id"), sa.Column("crimes", postgresql.ARRAY(sa.Text()), nullable=False),
        number("miles"), moment("changed_at"), check("farm_wishes_miles", "miles > 0"), key="volunteer_id",
        volunteer_id="volunteers",
    )  # fmt: skip
    table(
        "farm_reports", number("volunteer_id"), chosen("crime"),
        *said("area", "what", "seen_when", "seen_where", "reference", "answer"), degrees("latitude"),
        degrees("longitude"), sealed("sealed_vehicle"), moment("sent_at"), moment("closed_at", nullable=True),
        number("closed_by_id", nullable=True),
        check("farm_reports_closed", "(closed_at IS NULL) = (closed_by_id IS NULL)"),
        volunteer_id="volunteers", closed_by_id="accounts",
    )  # fmt: skip
    op.create_index("ix_farm_reports_area_sent_at", "farm_reports", ["area", "sent_at"])
    op.create_index("ix_farm_reports_volunteer_id", "farm_reports", ["volunteer_id"])


def _alerts() -> None:
    table(
        "farm_alerts", number("report_id", nullable=True), chosen("crime"), *said("area", "title", "body", "reference"),
        degrees("latitude", nullable=True), degrees("longitude", nullable=True), number("sent_by_id"),
        moment("sent_at"), moment("ends_at"), moment("stood_down_at", nullable=True),
        check("farm_alerts_ends_later", "ends_at > sent_at"),
        check("farm_alerts_point", "(latitude IS NULL) = (longitude IS NULL)"),
        sa.UniqueConstraint("report_id", name="uq_farm_alerts_report_id"),
        report_id="farm_reports", sent_by_id="accounts",
    )  # fmt: skip
    op.create_index("ix_farm_alerts_area_sent_at", "farm_alerts", ["area", "sent_at"])
    table(
        "farm_updates", number("alert_id"), *said("body"), number("written_by_id"), moment("written_at"),
        alert_id="farm_alerts", written_by_id="accounts",
    )  # fmt: skip
    op.create_index("ix_farm_updates_alert_id", "farm_updates", ["alert_id"])
    table(
        "farm_tellings", number("alert_id"), number("update_id", nullable=True), number("volunteer_id"),
        moment("told_at", nullable=True),
        sa.UniqueConstraint(
            "alert_id", "update_id", "volunteer_id", name="uq_farm_tellings_alert_id_update_id_volunteer_id",
            postgresql_nulls_not_distinct=True,
        ),
        alert_id="farm_alerts", update_id="farm_updates", volunteer_id="volunteers",
    )  # fmt: skip
    op.create_index("ix_farm_tellings_untold", "farm_tellings", ["id"], postgresql_where=sa.text("told_at IS NULL"))
    op.create_index("ix_farm_tellings_volunteer_id", "farm_tellings", ["volunteer_id"])
    table(
        "farm_replies", number("alert_id"), number("volunteer_id"), *said("body", "seen_when"), moment("sent_at"),
        alert_id="farm_alerts", volunteer_id="volunteers",
    )  # fmt: skip
    op.create_index("ix_farm_replies_alert_id", "farm_replies", ["alert_id"])


def _visits() -> None:
    table(
        "farm_visits", number("premises_id"), chosen("state"), *said("wanted", "when_words", "who_goes"),
        moment("asked_at"), number("asked_by_id"), day("visit_on", nullable=True), number("version"),
        check("farm_visits_planned", "state IN ('asked', 'cancelled') OR visit_on IS NOT NULL"),
        premises_id="farm_premises", asked_by_id="accounts",
    )  # fmt: skip
    op.create_index(
        "uq_farm_visits_open", "farm_visits", ["premises_id"], unique=True,
        postgresql_where=sa.text("state IN ('asked', 'planned')"),
    )  # fmt: skip
    table(
        "marked_items", number("premises_id"), number("visit_id"), chosen("marking"),
        *said("kind", "make", "serial", "mark", "kept_where", "photograph"), day("marked_on"),
        day("stolen_on", nullable=True), premises_id="farm_premises", visit_id="farm_visits",
    )  # fmt: skip
    op.create_index("uq_marked_items_mark", "marked_items", [sa.text("lower(mark)")], unique=True)
    op.create_index(
        "ix_marked_items_serial", "marked_items", [sa.text("lower(serial)")], postgresql_where=sa.text("serial <> ''")
    )
    op.create_index("ix_marked_items_premises_id", "marked_items", ["premises_id"])


def _nights_and_loans() -> None:
    table(
        "farm_nights", number("duty_id"), number("volunteer_id"), *said("area", "where_words", "what"),
        sa.Column("saw_something", sa.Boolean(), nullable=False), moment("sent_at"),
        sa.UniqueConstraint("duty_id", "volunteer_id", name="uq_farm_nights_duty_id_volunteer_id"),
        duty_id="duties", volunteer_id="volunteers",
    )  # fmt: skip
    op.create_index("ix_farm_nights_area_sent_at", "farm_nights", ["area", "sent_at"])
    table(
        "farm_loans", number("premises_id"), chosen("kind"), *said("serial"), day("out_on"), day("due_on"),
        day("back_on", nullable=True), check("farm_loans_due_later", "due_on >= out_on"),
        check("farm_loans_back_later", "back_on >= out_on"), premises_id="farm_premises",
    )  # fmt: skip
    op.create_index(
        "uq_farm_loans_out", "farm_loans", [sa.text("lower(serial)")], unique=True,
        postgresql_where=sa.text("back_on IS NULL"),
    )  # fmt: skip
    op.create_index("ix_farm_loans_premises_id", "farm_loans", ["premises_id"])


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
