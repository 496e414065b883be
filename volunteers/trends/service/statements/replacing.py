"""What is around the counting: the notes of what changed, and putting what was found in the place of what was."""

# Where not everything is counted, all applications need not be read: the first month that was counted is known, and so
# is ``noted``, the first in which something was changed since.
FIRST_DAY = """
SELECT least(
    (SELECT min(started_on) FROM service_periods),
    (SELECT (min(at) AT TIME ZONE 'Europe/London')::date FROM stage_changes),
    (SELECT (min(created_at) AT TIME ZONE 'Europe/London')::date FROM applications WHERE :whole),
    (SELECT min(month) FROM monthly_figures WHERE NOT :whole),
    CAST(:noted AS date),
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

# What hangs on a change, by months: of the application itself, known by the month it was begun in, everything there is
# of it. Of a move, the moves of that month and those before, whose stay it ended; the month the application was sent
# in, and also the month of the move where that may have been the one by which it was first sent. Of an answer that was
# declined, the move to unsuccessful, whenever that was.
MONTHS_OF_APPLICATIONS = """
WITH noted AS (
    SELECT application_id, min(from_month) AS from_month, max(to_month) AS to_month
    FROM unnest(CAST(:applications AS int[]), CAST(:from_months AS date[]), CAST(:to_months AS date[]))
        AS each (application_id, from_month, to_month)
    GROUP BY 1
), known AS (
    SELECT noted.*, coalesce(begun BETWEEN from_month AND to_month, true) AS is_itself
    FROM noted LEFT JOIN (
        SELECT id, date_trunc('month', created_at AT TIME ZONE 'Europe/London')::date AS begun FROM applications
    ) AS applications ON id = application_id
), moves AS (
    SELECT known.*, from_stage = 'draft' AS is_sent, to_stage = 'unsuccessful' AS is_declined,
        date_trunc('month', at AT TIME ZONE 'Europe/London')::date AS month
    FROM known JOIN stage_changes USING (application_id)
), spans AS (
    SELECT application_id, is_itself, generate_series(from_month, to_month, INTERVAL '1 month')::date AS month,
        coalesce((SELECT min(moves.month) FROM moves
            WHERE moves.application_id = known.application_id AND is_sent) < from_month, false) AS is_sent_before
    FROM known
)
SELECT 'started' AS kind, month FROM spans WHERE is_itself
UNION SELECT 'sent', month FROM spans WHERE NOT is_sent_before
UNION SELECT 'sent', month FROM moves WHERE is_sent
UNION SELECT 'moved', month FROM spans
UNION SELECT 'moved', month FROM moves WHERE is_itself OR is_declined
UNION SELECT 'moved', max(month) FROM moves WHERE month < from_month GROUP BY application_id
"""

MOVED_BETWEEN = "SELECT DISTINCT application_id FROM stage_changes WHERE at >= :begin AND at < :end"
