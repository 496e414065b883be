"""Permission for each event of a cadet unit, and its register."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def refer(table: str, column: str, to: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.{key}"], name=op.f(f"fk_{table}_{column}"))


def forms() -> None:
    name = "event_permissions"
    op.create_table(
        name,
        number("id"), number("duty_id"), number("volunteer_id"), number("guardian_id", nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        moment("asked_at", nullable=True), moment("reminded_at", nullable=True), moment("answered_at", nullable=True),
        moment("withdrawn_at", nullable=True), sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("may_go_home_alone", sa.Boolean(), nullable=True),
        sa.Column("photographs", sa.Boolean(), nullable=True), text("paper_kept", nullable=True),
        number("noted_by_id", nullable=True), sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name=op.f("ck_event_permissions_answered")),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_event_permissions_withdrawn")
        ),
        refer(name, "duty_id", "duties"), refer(name, "volunteer_id", "volunteers"),
        refer(name, "guardian_id", "guardians"), refer(name, "noted_by_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_permissions")),
        sa.UniqueConstraint("duty_id", "volunteer_id", name="uq_event_permissions_duty_id_volunteer_id"),
    )  # fmt: skip
    op.create_index("ix_event_permissions_volunteer_id", name, ["volunteer_id"])
    op.create_index("ix_event_permissions_open", name, ["duty_id"], postgresql_where=sa.text("state = 'asked'"))


def registers() -> None:
    op.create_table(
        "night_registers",
        number("duty_id"), moment("saved_at"), number("saved_by_id"), number("version"),
        refer("night_registers", "duty_id", "duties"), refer("night_registers", "saved_by_id", "accounts"),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_night_registers")),
    )  # fmt: skip
    op.create_table(
        "adults_present",
        number("id"), number("duty_id"), text("name"), text("role"), number("account_id", nullable=True),
        moment("came_at"), moment("left_at", nullable=True),
        sa.CheckConstraint("left_at > came_at", name=op.f("ck_adults_present_left_after_coming")),
        refer("adults_present", "duty_id", "night_registers", "duty_id"),
        refer("adults_present", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adults_present")),
    )  # fmt: skip
    op.create_index("ix_adults_present_duty_id", "adults_present", ["duty_id"])
    op.create_table(
        "cadets_present",
        number("sign_up_id"), number("duty_id"), moment("came_at", nullable=True), moment("left_at", nullable=True),
        text("absence", nullable=True), text("collected_by"),
        sa.CheckConstraint("left_at > came_at", name=op.f("ck_cadets_present_left_after_coming")),
        sa.CheckConstraint(
            "(came_at IS NULL) = (absence IS NOT NULL)", name=op.f("ck_cadets_present_there_or_not")
        ),
        refer("cadets_present", "sign_up_id", "sign_ups"),
        refer("cadets_present", "duty_id", "night_registers", "duty_id"),
        sa.PrimaryKeyConstraint("sign_up_id", name=op.f("pk_cadets_present")),
    )  # fmt: skip
    op.create_index("ix_cadets_present_duty_id", "cadets_present", ["duty_id"])


def upgrade() -> None:
    forms()
    registers()


def downgrade() -> None:
    op.execute("DELETE FROM links WHERE purpose = 'event_permission'")
    for name in ("cadets_present", "adults_present", "night_registers", "event_permissions"):
        op.drop_table(name)
