"""A million stage changes by bulk SQL: ten years of applications to six strands in five areas, in the order of time."""

import psycopg
from psycopg import Connection

CHANGES = 1_000_000
MOVES_EACH = 6.2  # about, so that there are enough applications for all changes
STRANDS = {
    "special_constabulary": "submitted eligibility sift interview vetting references intake training",
    "police_support_volunteer": "submitted eligibility sift interview vetting references intake",
    "cadets": "submitted eligibility consent sift interview vetting",
    "speedwatch": "submitted sift vetting training references intake",
    "watch": "submitted sift interview vetting references",
    "rural": "submitted eligibility sift vetting references training",
}
AREAS = ("bristol", "somerset", "bath", "north_somerset", "south_gloucestershire")
MAKE = (
    # Nothing here is a change to a living force: no triggers, no notes.
    "SET session_replication_role = replica",
    "SELECT setseed(0.5)",
    """
    CREATE TEMPORARY TABLE ways AS
    SELECT n, strand, stages, (CAST(%(areas)s AS text[]))[1 + mod(n * 7 / 3, 5)] AS area, began, ends,
        least(4 + floor(random() * 5)::int, cardinality(stages)) AS reached
    FROM (
        SELECT n, code AS strand, string_to_array(stages, ' ') AS stages,
            now() - (random() * 3652) * INTERVAL '1 day' AS began, random() AS ends
        FROM generate_series(1, %(applications)s) AS n
        JOIN unnest(CAST(%(codes)s AS text[]), CAST(%(pipelines)s AS text[])) WITH ORDINALITY AS strands
            (code, stages, place) ON place = 1 + mod(n, 6)
    ) AS begun
    """,
    """
    CREATE TEMPORARY TABLE moves AS
    SELECT n, place, CASE place WHEN 1 THEN 'draft' ELSE stages[place - 1] END AS from_stage,
        CASE WHEN place <= reached THEN stages[place] WHEN ends < 0.35 THEN 'unsuccessful'
            WHEN ends < 0.6 THEN 'withdrawn' ELSE 'appointed' END AS to_stage,
        began + sum(-ln(1 - random()) * 21 * INTERVAL '1 day') OVER (PARTITION BY n ORDER BY place) AS at
    FROM ways CROSS JOIN generate_series(1, 9) AS place WHERE place <= reached + 1
    """,
    "DELETE FROM moves WHERE at >= now()",
    """
    INSERT INTO accounts (id, email, full_name, created_at) SELECT n, n || '@example.org', 'Someone', began FROM ways
    """,
    """
    INSERT INTO applications (id, reference, account_id, strand, area, stage, stage_since, decision_due, created_at,
        first_name, last_name, search_words, answers, version)
    SELECT n, 'B-' || n, n, strand, area, coalesce(last.to_stage, 'draft'), coalesce(last.at, began), false, began,
        '', '', '', jsonb_build_object('heard-about', jsonb_build_object('source',
            (ARRAY['friend', 'search', 'social_media'])[1 + mod(n, 3)])), 1
    FROM ways LEFT JOIN (SELECT DISTINCT ON (n) n, to_stage, at FROM moves ORDER BY n, place DESC) AS last USING (n)
    ORDER BY began
    """,
    """
    INSERT INTO stage_changes (application_id, from_stage, to_stage, at)
    SELECT n, from_stage, to_stage, at
    FROM (SELECT * FROM moves ORDER BY n LIMIT %(changes)s) AS kept ORDER BY at
    """,
    "DROP TABLE ways, moves",
    "SET session_replication_role = DEFAULT",
)  # fmt: skip


def make_stage_changes(connection: Connection[psycopg.rows.TupleRow], changes: int = CHANGES) -> None:
    """Write so many stage changes, each with its application, and bring the planner's statistics up to date."""
    given = {
        "areas": list(AREAS), "codes": list(STRANDS), "pipelines": list(STRANDS.values()), "changes": changes,
        "applications": int(changes / MOVES_EACH * 1.1) + 1,
    }  # fmt: skip
    for statement in MAKE:
        connection.execute(statement, given if "%(" in statement else None)  # type: ignore[arg-type]
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE")
    connection.autocommit = False
