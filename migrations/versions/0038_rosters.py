"""Duties in full: kinds, places, how places are given, templates, series, events, waiting lists and handovers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)
OPEN_WAIT = sa.text("state IN ('waiting', 'offered')")
ONE_PLACE = "uq_sign_ups_confirmed"
# Columns of a duty that have a value in every row, and the value of those there are.
ALWAYS = (
    ("is_unit_only", sa.Boolean(), sa.false()),
    ("address", sa.Text(), ""),
    ("risk_assessment", sa.Text(), ""),
    ("must_accept", sa.Boolean(), sa.false()),
    ("giving", WORDS, "first_come"),
    ("needs_independent", sa.Boolean(), sa.false()),
    ("version", sa.Integer(), "1"),
)
SOMETIMES = (
    ("kind", sa.Text()),
    ("map_reference", sa.Text()),
    ("sign_up_until", MOMENT),
    ("minimum_to_run", sa.Integer()),
    ("adults", sa.Integer()),
    ("event_id", sa.Integer()),
    ("series_id", sa.Integer()),
    ("series_on", sa.Date()),
)
CHECKS = (
    ("sign_up_until", "sign_up_until <= starts_at"),
    ("minimum_to_run", "minimum_to_run > 0"),
    ("adults", "adults >= 0"),
    ("day_of_series", "(series_id IS NULL) = (series_on IS NULL)"),
)


def text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def table(name: str, *rest: sa.Column | sa.Constraint, refers: dict[str, str]) -> None:
    """A table with a numbered key, and columns that refer to other tables' keys."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}"))
        for column, other in refers.items()
    ]
    op.create_table(name, number("id"), *rest, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))


def planning() -> None:
    table(
        "events",
        text("strand"), text("area"), text("title"), text("about"), number("created_by_id"), moment("created_at"),
        moment("cancelled_at", nullable=True),
        refers={"created_by_id": "accounts"},
    )  # fmt: skip
    op.create_index("ix_events_strand_created_at", "events", ["strand", "created_at"])
    table(
        "duty_templates",
        text("name"), text("strand"), text("area", nullable=True),
        sa.Column("particulars", postgresql.JSONB(), nullable=False), number("version"),
        number("created_by_id"), moment("created_at"), moment("retired_at", nullable=True),
        refers={"created_by_id": "accounts"},
    )  # fmt: skip
    op.create_index(
        "uq_duty_templates_name", "duty_templates", ["strand", "name"], unique=True,
        postgresql_where=sa.text("retired_at IS NULL"),
    )  # fmt: skip
    table(
        "duty_series",
        text("strand"), text("area"), text("rule"),
        sa.Column("first_on", sa.Date(), nullable=False), sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False), sa.Column("ends", sa.Time(), nullable=False),
        number("created_by_id"), moment("created_at"),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_duty_series_last_day")),
        refers={"created_by_id": "accounts"},
    )  # fmt: skip


def duties() -> None:
    for name, kind, value in ALWAYS:
        op.add_column("duties", sa.Column(name, kind, server_default=value, nullable=False))
        op.alter_column("duties", name, server_default=None)
    for name, kind in SOMETIMES:
        op.add_column("duties", sa.Column(name, kind, nullable=True))
    for name, rule in CHECKS:
        op.create_check_constraint(op.f(f"ck_duties_{name}"), "duties", rule)
    op.create_foreign_key(op.f("fk_duties_event_id"), "duties", "events", ["event_id"], ["id"])
    op.create_foreign_key(op.f("fk_duties_series_id"), "duties", "duty_series", ["series_id"], ["id"])
    op.create_unique_constraint("uq_duties_series_id_series_on", "duties", ["series_id", "series_on"])
    op.create_index("ix_duties_event_id", "duties", ["event_id"])
    table(
        "duty_changes",
        number("duty_id"), number("version"), sa.Column("sentences", postgresql.ARRAY(sa.Text()), nullable=False),
        moment("changed_at"), number("changed_by_id"),
        sa.UniqueConstraint("duty_id", "version", name="uq_duty_changes_duty_id_version"),
        refers={"duty_id": "duties", "changed_by_id": "accounts"},
    )  # fmt: skip


def places() -> None:
    op.add_column("sign_ups", sa.Column("seen_version", sa.Integer(), server_default="1", nullable=False))
    op.alter_column("sign_ups", "seen_version", server_default=None)
    op.add_column("sign_ups", number("accepted_version", nullable=True))
    op.drop_index(ONE_PLACE, "sign_ups")
    op.create_index(
        ONE_PLACE, "sign_ups", ["duty_id", "volunteer_id"], unique=True,
        postgresql_where=sa.text("state IN ('confirmed', 'requested')"),
    )  # fmt: skip
    table(
        "waits",
        number("duty_id"), number("post_id"), number("volunteer_id"), sa.Column("state", WORDS, nullable=False),
        moment("joined_at"), moment("offered_at", nullable=True), moment("offer_until", nullable=True),
        moment("ended_at", nullable=True), text("token_digest", nullable=True),
        sa.CheckConstraint("(state = 'offered') <= (offer_until IS NOT NULL)", name=op.f("ck_waits_offer_has_an_end")),
        refers={"duty_id": "duties", "post_id": "posts", "volunteer_id": "volunteers"},
    )  # fmt: skip
    op.create_index("uq_waits_open", "waits", ["duty_id", "volunteer_id"], unique=True, postgresql_where=OPEN_WAIT)
    op.create_index("ix_waits_open_by_post", "waits", ["post_id", "id"], postgresql_where=OPEN_WAIT)
    op.create_index("ix_waits_offers", "waits", ["offer_until"], postgresql_where=sa.text("state = 'offered'"))
    op.create_index("ix_waits_token_digest", "waits", ["token_digest"], unique=True)
    op.create_index("ix_waits_volunteer_id", "waits", ["volunteer_id"])


def handovers() -> None:
    table(
        "handovers",
        sa.Column("kind", WORDS, nullable=False), number("sign_up_id"), number("to_volunteer_id", nullable=True),
        number("other_sign_up_id", nullable=True), text("reason"), sa.Column("state", WORDS, nullable=False),
        moment("asked_at"), moment("ended_at", nullable=True), number("taken_by_id", nullable=True),
        sa.CheckConstraint(
            "(kind = 'swap') = (other_sign_up_id IS NOT NULL AND to_volunteer_id IS NOT NULL)",
            name=op.f("ck_handovers_swap_has_another"),
        ),
        refers={
            "sign_up_id": "sign_ups", "to_volunteer_id": "volunteers", "other_sign_up_id": "sign_ups",
            "taken_by_id": "volunteers",
        },
    )  # fmt: skip
    still_open = sa.text("state = 'open'")
    op.create_index("uq_handovers_open", "handovers", ["sign_up_id"], unique=True, postgresql_where=still_open)
    op.create_index("ix_handovers_sign_up_id", "handovers", ["sign_up_id"])
    op.create_index("ix_handovers_offered", "handovers", ["to_volunteer_id"], postgresql_where=still_open)


def upgrade() -> None:
    planning()
    duties()
    places()
    handovers()


def downgrade() -> None:
    op.drop_table("handovers")
    op.drop_table("waits")
    op.execute("DELETE FROM sign_ups WHERE state IN ('requested', 'turned_down')")
    op.drop_index(ONE_PLACE, "sign_ups")
    op.create_index(
        ONE_PLACE, "sign_ups", ["duty_id", "volunteer_id"], unique=True,
        postgresql_where=sa.text("state = 'confirmed'"),
    )  # fmt: skip
    for name in ("accepted_version", "seen_version"):
        op.drop_column("sign_ups", name)
    op.drop_table("duty_changes")
    op.drop_index("ix_duties_event_id", "duties")
    op.drop_constraint("uq_duties_series_id_series_on", "duties")
    for name, _ in CHECKS:
        op.drop_constraint(op.f(f"ck_duties_{name}"), "duties")
    for name in (*(each[0] for each in SOMETIMES[::-1]), *(each[0] for each in ALWAYS[::-1])):
        op.drop_column("duties", name)
    for name in ("duty_series", "duty_templates", "events"):
        op.drop_table(name)
