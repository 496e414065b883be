"""SpeedWatch sessions, returns, devices, and their hand-over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)


def text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def table(name: str, *rest: sa.Column | sa.Constraint, key: tuple[str, ...] = ("id",), refers: dict[str, str]) -> None:
    """A table with its key, and columns that refer to other tables' keys."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, other in refers.items()
    ]
    own = [number("id")] if key == ("id",) else []
    op.create_table(name, *own, *rest, *keys, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def check(table_name: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table_name}_{name}"))


def devices() -> None:
    name = "speedwatch_devices"
    table(
        name,
        number("unit_id"), text("make"), text("serial"), sa.Column("calibrated_until", sa.Date(), nullable=False),
        number("kept_by_id"), moment("kept_at"), moment("retired_at", nullable=True),
        refers={"unit_id": "units", "kept_by_id": "accounts"},
    )  # fmt: skip
    op.create_index(f"uq_{name}_serial", name, ["serial"], unique=True, postgresql_where=sa.text("retired_at IS NULL"))
    op.create_index(f"ix_{name}_unit_id", name, ["unit_id"])
    name = "speedwatch_thresholds"
    table(
        name,
        number("unit_id"), number("speed_limit"), number("threshold"), number("set_by_id"), moment("set_at"),
        check(name, "above_limit", "threshold > speed_limit"),
        key=("unit_id", "speed_limit"), refers={"unit_id": "units", "set_by_id": "accounts"},
    )  # fmt: skip


def sessions() -> None:
    name = "speedwatch_sessions"
    table(
        name,
        number("duty_id"), number("unit_id"), number("site_id"), sa.Column("direction", WORDS, nullable=False),
        number("speed_limit"), number("threshold"), number("planned_by_id"), moment("planned_at"),
        sa.Column("called_off_for", WORDS, nullable=True), sealed("draft"), number("draft_version"),
        moment("draft_at", nullable=True), number("device_id", nullable=True), text("weather"),
        moment("stood_from", nullable=True), moment("stood_until", nullable=True), number("present", nullable=True),
        number("counted", nullable=True), number("recorded", nullable=True), moment("returned_at", nullable=True),
        number("returned_by_id", nullable=True), moment("not_run_at", nullable=True),
        text("not_run_because", nullable=True), moment("warned_at", nullable=True),
        moment("handed_over_at", nullable=True), moment("received_at", nullable=True),
        moment("erased_at", nullable=True), sa.Column("outcomes", postgresql.JSONB(), nullable=True),
        sa.UniqueConstraint("duty_id", name=op.f(f"uq_{name}_duty_id")),
        check(name, "ended_once", "returned_at IS NULL OR not_run_at IS NULL"),
        check(name, "draft_is_open", "draft IS NULL OR (returned_at IS NULL AND not_run_at IS NULL)"),
        check(name, "received_after_hand_over", "received_at IS NULL OR handed_over_at IS NOT NULL"),
        check(name, "return_is_whole",
              "returned_at IS NULL OR (device_id IS NOT NULL AND stood_from < stood_until AND present > 0 "
              "AND counted >= recorded)"),
        refers={
            "duty_id": "duties", "unit_id": "units", "site_id": "sites", "planned_by_id": "accounts",
            "device_id": "speedwatch_devices", "returned_by_id": "accounts",
        },
    )  # fmt: skip
    for column in ("unit_id", "site_id"):
        op.create_index(f"ix_{name}_{column}", name, [column])
    op.create_index(f"ix_{name}_not_erased", name, ["returned_at"], postgresql_where=sa.text("erased_at IS NULL"))


def vehicles() -> None:
    name = "speedwatch_vehicles"
    table(
        name,
        number("session_id"), number("number"), moment("at"), number("speed"), sealed("sealed"),
        sa.UniqueConstraint("session_id", "number", name=f"uq_{name}_session_id_number"),
        check(name, "speed", "speed > 0"),
        refers={"session_id": "speedwatch_sessions"},
    )  # fmt: skip


def upgrade() -> None:
    devices()
    sessions()
    vehicles()


def downgrade() -> None:
    for name in ("vehicles", "sessions", "thresholds", "devices"):
        op.drop_table(f"speedwatch_{name}")
