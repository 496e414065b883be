"""The ledger of hours, and what its entries add up to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ExcludeConstraint

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORDS = sa.String(length=40)
STEPS = ("booked", "claimed", "adjusted", "certified")
LEFT_OUT = "certified <> booked + claimed + adjusted"

ADD_UP = """
CREATE FUNCTION add_up_hours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In one order, so that two at once wait for each other and never for ever.
    INSERT INTO hours_totals
        (volunteer_id, month, strand, area, unit_id, kind, basis, booked, claimed, adjusted, certified)
    SELECT volunteer_id, month, strand, area, unit_id, kind, basis,
        coalesce(sum(minutes) FILTER (WHERE step = 'booked'), 0),
        coalesce(sum(minutes) FILTER (WHERE step = 'claimed'), 0),
        coalesce(sum(minutes) FILTER (WHERE step = 'adjusted'), 0),
        coalesce(sum(minutes) FILTER (WHERE step = 'certified'), 0)
    FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT ON CONSTRAINT uq_hours_totals_place DO UPDATE SET
        booked = hours_totals.booked + excluded.booked, claimed = hours_totals.claimed + excluded.claimed,
        adjusted = hours_totals.adjusted + excluded.adjusted, certified = hours_totals.certified + excluded.certified;
    UPDATE stints SET
        booked = stints.booked + more.booked, claimed = stints.claimed + more.claimed,
        adjusted = stints.adjusted + more.adjusted, certified = stints.certified + more.certified
    FROM (
        SELECT stint_id,
            coalesce(sum(minutes) FILTER (WHERE step = 'booked'), 0) AS booked,
            coalesce(sum(minutes) FILTER (WHERE step = 'claimed'), 0) AS claimed,
            coalesce(sum(minutes) FILTER (WHERE step = 'adjusted'), 0) AS adjusted,
            coalesce(sum(minutes) FILTER (WHERE step = 'certified'), 0) AS certified
        FROM added GROUP BY stint_id
    ) AS more WHERE stints.id = more.stint_id;
    RETURN NULL;
END
$$
"""
STAYS = """
CREATE FUNCTION refuse_change_of_hours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of hours is never changed and never taken out: enter the difference';
END
$$
"""
# Where two attendances of a person overlap, the later one begins when the earlier one ended, and one that lies wholly
# within another is that other's time already.
BACKFILL_STINTS = """
INSERT INTO stints (volunteer_id, strand, area, unit_id, sign_up_id, what, kind, basis, starts_at, ends_at, booked,
    claimed, adjusted, certified, entered_by_id, void_words)
SELECT volunteer_id, strand, area, unit_id, sign_up_id, title, kind, 'own_time', greatest(booked_on_at, coalesce(before,
    booked_on_at)), booked_off_at, 0, 0, 0, 0, recorded_by_id, ''
FROM (
    SELECT attendances.*, duties.title,
        coalesce(duties.unit_id, (
            SELECT service_periods.unit_id FROM service_periods WHERE service_periods.volunteer_id =
                attendances.volunteer_id AND service_periods.strand = duties.strand AND service_periods.area =
                duties.area ORDER BY started_on DESC LIMIT 1
        )) AS unit_id,
        CASE WHEN duties.kind = 'training' THEN 'training'
            WHEN duties.strand = 'special_constabulary' AND duties.kind IS DISTINCT FROM 'meeting'
                OR (duties.strand, duties.kind) IN
                    (('cadets', 'operation'), ('community_speedwatch', 'roadside')) THEN 'operational'
            ELSE 'community' END AS kind,
        max(booked_off_at) OVER (PARTITION BY attendances.volunteer_id ORDER BY booked_on_at, attendances.id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM attendances JOIN sign_ups ON sign_ups.id = attendances.sign_up_id JOIN duties ON duties.id = sign_ups.duty_id
    WHERE booked_off_at IS NOT NULL
) AS known
WHERE booked_off_at > greatest(booked_on_at, coalesce(before, booked_on_at))
"""
BACKFILL_ENTRIES = """
INSERT INTO hours_entries (stint_id, volunteer_id, strand, area, unit_id, month, kind, basis, step, minutes, reason,
    entered_by_id, entered_at, key)
SELECT id, volunteer_id, strand, area, unit_id,
    date_trunc('month', starts_at AT TIME ZONE 'Europe/London')::date, kind, basis, 'booked',
    floor(extract(epoch FROM ends_at - starts_at) / 60)::int, '', entered_by_id, ends_at, 'attendance ' || sign_up_id
FROM stints
"""


def number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def refers(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, other in columns.items()
    ]


def place() -> list[sa.Column]:
    """Whose hours, where: the same columns in each of the tables."""
    return [number("volunteer_id"), text("strand"), text("area"), number("unit_id", nullable=True)]


def sort() -> list[sa.Column]:
    return [sa.Column("kind", WORDS, nullable=False), sa.Column("basis", WORDS, nullable=False)]


def upgrade() -> None:
    _stints()
    _entries()
    _totals()
    op.execute(ADD_UP)
    op.execute(STAYS)
    op.execute(
        "CREATE TRIGGER hours_entries_add_up AFTER INSERT ON hours_entries REFERENCING NEW TABLE AS added "
        "FOR EACH STATEMENT EXECUTE FUNCTION add_up_hours()"
    )
    op.execute(
        "CREATE TRIGGER hours_entries_stay BEFORE UPDATE OR DELETE ON hours_entries "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_hours()"
    )
    op.execute(BACKFILL_STINTS)
    op.execute(BACKFILL_ENTRIES)


def _stints() -> None:
    op.create_table(
        "stints", number("id"), *place(), number("sign_up_id", nullable=True), text("what"), *sort(),
        sa.Column("starts_at", MOMENT, nullable=False), sa.Column("ends_at", MOMENT, nullable=False),
        *(number(step) for step in STEPS), number("entered_by_id"), sa.Column("voided_at", MOMENT, nullable=True),
        text("void_words"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_stints_ends_after_it_starts")),
        *refers(
            "stints", volunteer_id="volunteers", unit_id="units", sign_up_id="sign_ups", entered_by_id="accounts"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stints")),
        sa.UniqueConstraint("sign_up_id", name=op.f("uq_stints_sign_up_id")),
        ExcludeConstraint(
            (sa.column("volunteer_id"), "="), (sa.text("tstzrange(starts_at, ends_at)"), "&&"),
            name="ex_stints_one_at_a_time", using="gist", where=sa.text("voided_at IS NULL"),
        ),
    )  # fmt: skip
    op.create_index("ix_stints_volunteer_id_starts_at", "stints", ["volunteer_id", "starts_at"])
    op.create_index("ix_stints_unit_id", "stints", ["unit_id"])
    op.create_index(
        "ix_stints_to_certify", "stints", ["strand", "area", "starts_at"], postgresql_where=sa.text(LEFT_OUT)
    )


def _entries() -> None:
    op.create_table(
        "hours_entries", number("id"), number("stint_id"), *place(), sa.Column("month", sa.Date(), nullable=False),
        *sort(), sa.Column("step", WORDS, nullable=False), number("minutes"), text("reason"), number("entered_by_id"),
        sa.Column("entered_at", MOMENT, nullable=False), text("key"),
        sa.CheckConstraint("EXTRACT(day FROM month) = 1", name=op.f("ck_hours_entries_first_of_a_month")),
        sa.CheckConstraint("step <> 'adjusted' OR reason <> ''", name=op.f("ck_hours_entries_adjusted_for_a_reason")),
        *refers(
            "hours_entries", stint_id="stints", volunteer_id="volunteers", unit_id="units", entered_by_id="accounts"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_entries")),
        sa.UniqueConstraint("key", name=op.f("uq_hours_entries_key")),
    )  # fmt: skip
    op.create_index("ix_hours_entries_stint_id", "hours_entries", ["stint_id"])


def _totals() -> None:
    op.create_table(
        "hours_totals", number("id"), *place(), sa.Column("month", sa.Date(), nullable=False), *sort(),
        *(number(step) for step in STEPS),
        *refers("hours_totals", volunteer_id="volunteers", unit_id="units"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_totals")),
        sa.UniqueConstraint(
            "volunteer_id", "month", "strand", "area", "unit_id", "kind", "basis", name="uq_hours_totals_place",
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_index("ix_hours_totals_month_strand_area", "hours_totals", ["month", "strand", "area"])


def downgrade() -> None:
    for table in ("hours_totals", "hours_entries", "stints"):
        op.drop_table(table)
    for function in ("add_up_hours", "refuse_change_of_hours"):
        op.execute(f"DROP FUNCTION {function}()")
