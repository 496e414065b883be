"""Support volunteers placed in roles, and journeys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)
KEPT = sa.text("removed_at IS NULL")


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def day(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def table(name: str, *rest: sa.Column | sa.Constraint, checks: dict[str, str], refers: dict[str, str]) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, other in refers.items()
    ]
    rules = [sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{called}")) for called, rule in checks.items()]
    key = sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))
    op.create_table(name, number("id"), *rest, *rules, *keys, key)


def upgrade() -> None:
    _placements()
    op.create_table(
        "roles_wanted", text("role"), text("area"), number("wanted"),
        sa.CheckConstraint("wanted >= 0", name=op.f("ck_roles_wanted_not_below_nothing")),
        sa.PrimaryKeyConstraint("role", "area", name=op.f("pk_roles_wanted")),
    )  # fmt: skip
    _journeys()


def _placements() -> None:
    table(
        "placements", number("volunteer_id"), text("role"), number("unit_id"), text("area"), text("contact"),
        number("contact_id", nullable=True), day("from_on"), day("until_on", nullable=True), text("days"),
        number("hours"), day("powers_on", nullable=True), text("powers_reference"), text("end_reason"),
        moment("ended_at", nullable=True), number("ended_by_id", nullable=True), number("placed_by_id"),
        moment("placed_at"), number("version"),
        ExcludeConstraint(
            (sa.column("volunteer_id"), "="), (sa.column("role"), "="),
            (sa.text("daterange(from_on, until_on, '[]')"), "&&"),
            name="ex_placements_one_of_a_role", using="gist",
        ),
        checks={
            "until_after_from": "until_on >= from_on",
            "some_hours": "hours > 0",
            "ended_by_someone": "(ended_at IS NULL) = (ended_by_id IS NULL)",
            "powers_with_reference": "(powers_on IS NULL) = (powers_reference = '')",
        },
        refers={
            "volunteer_id": "volunteers", "unit_id": "units", "contact_id": "accounts", "ended_by_id": "accounts",
            "placed_by_id": "accounts",
        },
    )  # fmt: skip
    op.create_index("ix_placements_role_area", "placements", ["role", "area"])
    op.create_index("ix_placements_contact_id", "placements", ["contact_id"])


def _journeys() -> None:
    table(
        "journeys", number("placement_id"), number("volunteer_id"), moment("starts_at"), moment("ends_at"),
        text("from_place"), text("to_place"), sa.Column("vehicle", WORDS, nullable=False), text("fleet_number"),
        number("odometer_start", nullable=True), number("odometer_end", nullable=True), number("miles_tenths"),
        sa.Column("is_usual", sa.Boolean(), nullable=False), moment("logged_at"), moment("removed_at", nullable=True),
        ExcludeConstraint(
            (sa.column("volunteer_id"), "="), (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_journeys_one_at_a_time", using="gist", where=KEPT,
        ),
        checks={
            "ends_after_it_starts": "ends_at > starts_at",
            "some_miles": "miles_tenths > 0",
            "odometer_forward": "odometer_end >= odometer_start",
            "fleet_number": "(vehicle = 'police') = (fleet_number <> '')",
        },
        refers={"placement_id": "placements", "volunteer_id": "volunteers"},
    )  # fmt: skip
    op.create_index("ix_journeys_placement_id_starts_at", "journeys", ["placement_id", "starts_at"])
    op.create_index("ix_journeys_fleet_number", "journeys", ["fleet_number", "starts_at"], postgresql_where=KEPT)
    op.create_index("ix_journeys_starts_at", "journeys", ["starts_at"])


def downgrade() -> None:
    for name in ("journeys", "roles_wanted", "placements"):
        op.drop_table(name)
