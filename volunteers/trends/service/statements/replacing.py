"""What is around the counting: the notes of what changed, and putting what was found in the place of what was."""

FIRST_DAY = """
SELECT least(
    (SELECT min(started_on) FROM service_periods),
    (SELECT (min(at) AT TIME ZONE 'Europe/London')::date FROM stage_changes),
    (SELECT (min(created_at) AT TIME ZONE 'Europe/London')::date FROM applications),
    (SELECT min(tallied_on) FROM interest_tallies),
    (SELECT min(opens_on) FROM openings),
    (SELECT (min(starts_at) AT TIME ZONE 'Europe/London')::date FROM stints)
)
"""

BEGIN = (
    "CREATE TEMPORARY TABLE fresh_figures (LIKE monthly_figures)",
    "CREATE TEMPORARY TABLE fresh_stays (LIKE stage_stays)",
    "CREATE TEMPORARY TABLE counted_again (measure text, month date)",
)

# What has not changed is left where it is, so that a night on which little happened writes little.
DELETE_FIGURES = """
DELETE FROM monthly_figures AS kept
WHERE (:whole OR EXISTS (
    SELECT FROM counted_again AS again WHERE (again.measure, again.month) = (kept.measure, kept.month)
)) AND NOT EXISTS (
    SELECT FROM fresh_figures AS fresh
    WHERE (fresh.strand, fresh.measure, fresh.month, fresh.area, fresh.unit_id, fresh.part, fresh.value)
        = (kept.strand, kept.measure, kept.month, kept.area, kept.unit_id, kept.part, kept.value)
)
"""

INSERT_FIGURES = """
INSERT INTO monthly_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, month, area, unit_id, part, value FROM fresh_figures AS fresh
WHERE NOT EXISTS (
    SELECT FROM monthly_figures AS kept
    WHERE (fresh.strand, fresh.measure, fresh.month, fresh.area, fresh.unit_id, fresh.part)
        = (kept.strand, kept.measure, kept.month, kept.area, kept.unit_id, kept.part)
)
"""

DELETE_STAYS = """
DELETE FROM stage_stays AS kept
WHERE (:whole OR EXISTS (
    SELECT FROM counted_again AS again WHERE again.measure = 'reached_stage' AND again.month = kept.month
)) AND NOT EXISTS (
    SELECT FROM fresh_stays AS fresh
    WHERE (fresh.strand, fresh.area, fresh.stage, fresh.month) = (kept.strand, kept.area, kept.stage, kept.month)
        AND (fresh.days, fresh.people, fresh.moved_on, fresh.since, fresh.waiting)
            = (kept.days, kept.people, kept.moved_on, kept.since, kept.waiting)
)
"""

INSERT_STAYS = """
INSERT INTO stage_stays (strand, area, stage, month, days, people, moved_on, since, waiting)
SELECT strand, area, stage, month, days, people, moved_on, since, waiting FROM fresh_stays AS fresh
WHERE NOT EXISTS (
    SELECT FROM stage_stays AS kept
    WHERE (fresh.strand, fresh.area, fresh.stage, fresh.month) = (kept.strand, kept.area, kept.stage, kept.month)
)
"""

REPLACE = (DELETE_FIGURES, INSERT_FIGURES, DELETE_STAYS, INSERT_STAYS)

LET_GO = "DROP TABLE fresh_figures, fresh_stays, counted_again"

# The same figures give the same digest in whatever order they are read, so nothing need be sorted.
DIGEST = """
SELECT figures.rows, md5(concat_ws('|', figures.rows, figures.sum, stays.rows, stays.sum)) AS digest
FROM (
    SELECT count(*) AS rows, sum(hashtextextended(
        concat_ws('|', strand, measure, month, area, unit_id, part, value), 0)::numeric) AS sum
    FROM monthly_figures
) AS figures, (
    SELECT count(*) AS rows, sum(hashtextextended(
        concat_ws('|', strand, area, stage, month, days, people, moved_on, since, waiting), 0)::numeric) AS sum
    FROM stage_stays
) AS stays
"""

# A run takes the notes it sees; those written while it counts are left to the next.
TAKE_NOTES = """
WITH taken AS (DELETE FROM figure_changes RETURNING what, application_id, from_month, to_month)
SELECT what, application_id, from_month, to_month FROM taken GROUP BY 1, 2, 3, 4
"""

MONTHS_OF_APPLICATIONS = """
SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'Europe/London')::date AS month FROM (
    SELECT at FROM stage_changes WHERE application_id = ANY (CAST(:applications AS int[]))
    UNION ALL
    SELECT created_at FROM applications WHERE id = ANY (CAST(:applications AS int[]))
) AS moments
"""

MOVED_BETWEEN = "SELECT DISTINCT application_id FROM stage_changes WHERE at >= :begin AND at < :end"
