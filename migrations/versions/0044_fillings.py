"""Rosters that are to be filled by computation, what was proposed, and what stayed empty."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)
WORKING = sa.text("state IN ('waiting', 'running')")


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def measure(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Float(), nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=nullable)


def flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def refers(table: str, with_post: str | None = None, **columns: str) -> list[sa.ForeignKeyConstraint]:
    """A post may be taken off its duty again; ``with_post`` says what becomes of these rows then."""
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{other}.id"],
            name=op.f(f"fk_{table}_{column}"),
            ondelete=with_post if other == "posts" else None,
        )
        for column, other in columns.items()
    ]


def upgrade() -> None:
    op.create_table(
        "fillings", number("id"), sa.Column("strand", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False), number("unit_id", nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False), sa.Column("last_on", sa.Date(), nullable=False),
        number("seconds"), flag("takes_unsaid"), number("asked_by_id"), moment("asked_at"),
        sa.Column("state", WORDS, nullable=False), number("attempts"), moment("claimed_at", nullable=True),
        moment("started_at", nullable=True), moment("finished_at", nullable=True), flag("stop_asked"),
        sa.Column("failure", sa.Text(), nullable=False), sa.Column("phase", WORDS, nullable=True),
        measure("seconds_run"), number("weight"), number("bound", nullable=True), number("weight_before"),
        number("filled"), number("places"), number("volunteers"), sa.Column("status", WORDS, nullable=True),
        measure("shortfall_hours", nullable=True), measure("kilometres", nullable=True), number("version"),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_fillings_last_day")),
        sa.CheckConstraint("seconds > 0", name=op.f("ck_fillings_seconds")),
        sa.CheckConstraint(
            "(state IN ('ready', 'closed')) <= (finished_at IS NOT NULL)", name=op.f("ck_fillings_finished")
        ),
        sa.CheckConstraint("(state = 'failed') = (failure <> '')", name=op.f("ck_fillings_failed_for_a_reason")),
        sa.CheckConstraint("filled >= 0 AND filled <= places", name=op.f("ck_fillings_filled_within_places")),
        *refers("fillings", unit_id="units", asked_by_id="accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fillings")),
        ExcludeConstraint(
            (sa.column("strand"), "="), (sa.column("area"), "="),
            (sa.text("int4range(unit_id, unit_id, '[]')"), "&&"),
            (sa.text("daterange(first_on, last_on, '[]')"), "&&"),
            name="ex_fillings_one_at_a_time", using="gist", where=WORKING,
        ),
    )  # fmt: skip
    op.create_index("ix_fillings_working", "fillings", ["id"], postgresql_where=WORKING)
    op.create_index("ix_fillings_asked_at", "fillings", ["asked_at"])
    _places()
    _gaps()


def _places() -> None:
    op.create_table(
        "filling_places", number("id"), number("filling_id"), number("duty_id"), number("post_id", nullable=True),
        number("volunteer_id"), sa.Column("state", WORDS, nullable=False), sa.Column("grade", sa.Text(), nullable=True),
        measure("hours_before"), measure("hours_after"), measure("commitment_hours"),
        measure("kilometres", nullable=True), flag("is_unsaid"), sa.Column("refusal", sa.Text(), nullable=False),
        moment("accepted_at", nullable=True), number("accepted_by_id", nullable=True),
        sa.CheckConstraint(
            "hours_before >= 0 AND hours_after >= hours_before", name=op.f("ck_filling_places_hours")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal <> '')", name=op.f("ck_filling_places_refused_for_a_reason")
        ),
        sa.CheckConstraint(
            "(state = 'accepted') = (accepted_at IS NOT NULL)", name=op.f("ck_filling_places_accepted_at_a_time")
        ),
        *refers(
            "filling_places", "SET NULL", filling_id="fillings", duty_id="duties", post_id="posts", volunteer_id="volunteers",
            accepted_by_id="accounts",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filling_places")),
        sa.UniqueConstraint("filling_id", "duty_id", "volunteer_id", name="uq_filling_places_person"),
    )  # fmt: skip
    op.create_index("ix_filling_places_volunteer_id", "filling_places", ["volunteer_id"])


def _gaps() -> None:
    op.create_table(
        "filling_gaps", number("filling_id"), number("post_id"), number("duty_id"), number("places"),
        number("promised"), sa.Column("reasons", JSONB(), nullable=False),
        sa.CheckConstraint(
            "places >= 0 AND promised >= 0 AND places + promised > 0", name=op.f("ck_filling_gaps_places")
        ),
        *refers("filling_gaps", "CASCADE", filling_id="fillings", post_id="posts", duty_id="duties"),
        sa.PrimaryKeyConstraint("filling_id", "post_id", name=op.f("pk_filling_gaps")),
    )  # fmt: skip


def downgrade() -> None:
    for table in ("filling_gaps", "filling_places", "fillings"):
        op.drop_table(table)
