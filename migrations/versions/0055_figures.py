"""Figures by unit and part, how long people stay in stages, and what changed since they were counted.

Figures are derived: the old ones are dropped, and counted again by the first run after the upgrade.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

# Of very many applications at once no list is kept: then everything is counted again.
MANY = 2000
MOVED = """
SELECT 'applications', CASE WHEN are_many THEN NULL ELSE key END, min(month), max(month)
FROM (
    SELECT {key} AS key, date_trunc('month', {at} AT TIME ZONE 'Europe/London')::date AS month,
        count(*) OVER () > {many} AS are_many
    FROM {touched}
) AS noted
GROUP BY 2
"""
WORKED = """
SELECT 'hours', NULL::int, min(month), max(month)
FROM (SELECT date_trunc('month', {at} AT TIME ZONE 'Europe/London')::date AS month FROM {touched}) AS noted
HAVING count(*) > 0
"""
SERVED = """
SELECT 'duties', NULL::int, min(month), max(month)
FROM (
    SELECT date_trunc('month', s.starts_at AT TIME ZONE 'Europe/London')::date AS month
    FROM {touched} JOIN sign_ups u ON u.duty_id = touched.id JOIN stints s ON s.sign_up_id = u.id
) AS noted
HAVING count(*) > 0
"""
PLAIN = "SELECT '{what}', NULL::int, NULL::date, NULL::date FROM {touched} LIMIT 1"
# By table: what is noted, the columns that figures are counted from, how it is noted, and by which key and moment. Rows
# are written to for many other reasons, which are not noted.
WATCHED = {
    "stage_changes": (
        "applications", "id, application_id, from_stage, to_stage, at, reason", MOVED, "application_id", "at",
    ),
    "applications": (
        "applications",
        "id, strand, area, unit_id, opening_id, created_at, answers -> 'heard-about' ->> 'source' AS heard",
        MOVED, "id", "created_at",
    ),
    "declines": (
        "applications", "id, application_id, reason_code, outcome, decided_at", MOVED, "application_id", "decided_at",
    ),
    "stints": (
        "hours",
        "id, volunteer_id, strand, area, unit_id, sign_up_id, kind, basis, starts_at, booked, claimed, adjusted, "
        "voided_at",
        WORKED, "", "starts_at",
    ),
    "duties": ("duties", "id, plan_priority", SERVED, "", ""),
    "service_periods": (
        "service", "id, volunteer_id, strand, area, unit_id, started_on, ended_on, end_reason", PLAIN, "", "",
    ),
    "posting_periods": ("service", "id, service_period_id, area, unit_id, from_on", PLAIN, "", ""),
    "grade_periods": ("service", "id, volunteer_id, strand, grade, from_on", PLAIN, "", ""),
    "openings": ("openings", "id, strand, unit_id, opens_on, closes_on, places, created_at, ended_at", PLAIN, "", ""),
    "interest_tallies": ("interest", "id, strand, unit_id, tallied_on, what", PLAIN, "", ""),
    "units": ("units", "id, area", PLAIN, "", ""),
}  # fmt: skip
CHANGED = """((SELECT {columns} FROM added EXCEPT SELECT {columns} FROM removed)
    UNION ALL (SELECT {columns} FROM removed EXCEPT SELECT {columns} FROM added)) AS touched"""
NOTE = """
CREATE FUNCTION note_{table}_for_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO figure_changes (what, application_id, from_month, to_month) {added};
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO figure_changes (what, application_id, from_month, to_month) {removed};
    ELSE
        INSERT INTO figure_changes (what, application_id, from_month, to_month) {changed};
    END IF;
    RETURN NULL;
END
$$
"""
WHEN = {
    "INSERT": "NEW TABLE AS added",
    "UPDATE": "OLD TABLE AS removed NEW TABLE AS added",
    "DELETE": "OLD TABLE AS removed",
}
# What the waiting lists still know of the past, without saying whose it was.
BACKFILL_TALLIES = """
INSERT INTO interest_tallies (strand, unit_id, tallied_on, what)
SELECT strand, unit_id, (asked_at AT TIME ZONE 'Europe/London')::date, 'registered' FROM interests
UNION ALL
SELECT strand, unit_id, (told_at AT TIME ZONE 'Europe/London')::date, 'told' FROM interests WHERE told_at IS NOT NULL
ORDER BY 3, 1, 2, 4
"""


def number(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable, server_default=default)


def chosen(name: str) -> sa.Column:
    return sa.Column(name, sa.String(length=40), nullable=False)


def upgrade() -> None:
    op.drop_table("monthly_figures")
    op.drop_table("figure_runs")
    _figures()
    _runs()
    _tallies()
    for table, (what, columns, select, key, at) in WATCHED.items():
        _watch(table, what, columns, select, key, at)


def _figures() -> None:
    op.create_table(
        "monthly_figures",
        sa.Column("strand", sa.Text(), nullable=False),
        chosen("measure"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        number("unit_id"),
        sa.Column("part", sa.Text(), nullable=False),
        number("value"),
        sa.PrimaryKeyConstraint("strand", "measure", "month", "area", "unit_id", "part", name="pk_monthly_figures"),
    )
    op.create_table(
        "stage_stays",
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("strand", "area", "stage")],
        sa.Column("month", sa.Date(), nullable=False),
        *[sa.Column(name, postgresql.ARRAY(sa.Integer()), nullable=False) for name in ("days", "people", "moved_on")],
        sa.Column("since", postgresql.ARRAY(sa.Date()), nullable=False),
        sa.Column("waiting", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.PrimaryKeyConstraint("strand", "area", "stage", "month", name="pk_stage_stays"),
    )


def _runs() -> None:
    op.create_table(
        "figure_runs",
        number("id"),
        chosen("kind"),
        chosen("state"),
        number("steps"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("through", sa.Date(), nullable=True),
        number("rows"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("(state = 'running') = (finished_at IS NULL)", name=op.f("ck_figure_runs_finished_whole")),
        sa.PrimaryKeyConstraint("id", name="pk_figure_runs"),
    )
    op.create_index("ix_figure_runs_done", "figure_runs", ["id"], postgresql_where=sa.text("state = 'done'"))
    op.create_table(
        "figure_changes",
        number("id"),
        sa.Column("what", sa.Text(), nullable=False),
        number("application_id", nullable=True),
        sa.Column("from_month", sa.Date(), nullable=True),
        sa.Column("to_month", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_figure_changes"),
    )


def _tallies() -> None:
    op.create_table(
        "interest_tallies",
        number("id"),
        sa.Column("strand", sa.Text(), nullable=False),
        number("unit_id", nullable=True),
        sa.Column("tallied_on", sa.Date(), nullable=False),
        chosen("what"),
        sa.PrimaryKeyConstraint("id", name="pk_interest_tallies"),
    )
    op.execute(BACKFILL_TALLIES)


def _watch(table: str, what: str, columns: str, select: str, key: str, at: str) -> None:
    def noted(touched: str) -> str:
        return select.format(what=what, key=key, at=at, many=MANY, touched=touched)

    changed = CHANGED.format(columns=columns)
    op.execute(
        NOTE.format(
            table=table, added=noted("added AS touched"), removed=noted("removed AS touched"), changed=noted(changed)
        )
    )
    for event, tables in WHEN.items():
        op.execute(
            f"CREATE TRIGGER {table}_{event.lower()}_for_figures AFTER {event} ON {table} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION note_{table}_for_figures()"
        )


def downgrade() -> None:
    for table in WATCHED:
        if table != "interest_tallies":
            for event in WHEN:
                op.execute(f"DROP TRIGGER {table}_{event.lower()}_for_figures ON {table}")
            op.execute(f"DROP FUNCTION note_{table}_for_figures()")
    for table in ("interest_tallies", "figure_changes", "figure_runs", "stage_stays", "monthly_figures"):
        op.drop_table(table)
    op.execute("DROP FUNCTION note_interest_tallies_for_figures()")
    op.create_table(
        "figure_runs",
        number("id"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        number("rows"),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_figure_runs"),
    )
    op.create_table(
        "monthly_figures",
        sa.Column("strand", sa.Text(), nullable=False),
        chosen("measure"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        number("value"),
        sa.PrimaryKeyConstraint("strand", "measure", "month", "area", "stage", name="pk_monthly_figures"),
    )
