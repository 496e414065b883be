"""How applications went: moves, cohorts, and how long they stayed at each stage.

``{sent}`` and ``{moved}`` narrow a statement to the applications sent, or moved, in a run of months; they are empty
where every month is counted, because reading all is then quicker than looking up each.
"""

SENT_THEN = """AND application_id IN (
    SELECT application_id FROM stage_changes WHERE at >= :begin AND at < :end AND from_stage = 'draft'
)"""
MOVED_THEN = """AND application_id IN (
    SELECT application_id FROM stage_changes WHERE at >= :begin AND at < :end
)"""

# A temporary table, because PostgreSQL reads on several cores when it makes one and on a single core when it inserts.
GATHER_MOVES = """
CREATE TEMPORARY TABLE counted_moves AS
SELECT strand, coalesce(area, '') AS area, coalesce(unit_id, 0) AS unit_id, to_stage AS stage,
    width_bucket(at, CAST(:starts AS timestamptz[])) AS month, count(*)::int AS value
FROM stage_changes JOIN applications ON applications.id = application_id
WHERE at >= :begin AND at < :end
GROUP BY 1, 2, 3, 4, 5
"""

STAGES = "SELECT DISTINCT to_stage FROM stage_changes WHERE at < :cut {sent} ORDER BY 1"
STAGES_MOVED_INTO = "SELECT DISTINCT stage FROM counted_moves ORDER BY 1"

# One row for applications alike: when they were sent, and a bit for every stage they ever came to.
GATHER_WAYS = """
CREATE TEMPORARY TABLE counted_ways AS
SELECT strand, coalesce(area, '') AS area, coalesce(unit_id, 0) AS unit_id,
    width_bucket(sent_at, CAST(:starts AS timestamptz[])) AS month, reached, count(*)::int AS value
FROM (
    SELECT application_id, min(at) FILTER (WHERE from_stage = 'draft') AS sent_at,
        bit_or(1::bigint << (place - 1)::int) AS reached
    FROM stage_changes
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place) ON stage = to_stage
    WHERE at < :cut {sent}
    GROUP BY application_id
) AS ways
JOIN applications ON applications.id = application_id
WHERE sent_at >= :begin AND sent_at < :end
GROUP BY 1, 2, 3, 4, 5
"""

COUNT_STAGES = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, (CAST(:months AS date[]))[month], area, unit_id, stage, value
FROM (
    SELECT 'reached_stage' AS measure, strand, area, unit_id, month, stage, value FROM counted_moves
    UNION ALL
    SELECT 'applications', strand, area, unit_id, month, '', sum(value) FROM counted_ways GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT 'cohort_reached_stage', strand, area, unit_id, month, stage, sum(value)
    FROM counted_ways
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place)
        ON reached & (1::bigint << (place - 1)::int) <> 0
    GROUP BY 2, 3, 4, 5, 6
) AS figures
"""

COUNT_STARTED = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'applications_started', (CAST(:months AS date[]))[month], area, unit_id, '', value
FROM (
    SELECT strand, coalesce(area, '') AS area, coalesce(unit_id, 0) AS unit_id,
        width_bucket(created_at, CAST(:starts AS timestamptz[])) AS month, count(*) AS value
    FROM applications WHERE created_at >= :begin AND created_at < :end
    GROUP BY 1, 2, 3, 4
) AS counted
"""

COUNT_HEARD = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'heard_of_us', (CAST(:months AS date[]))[month], area, unit_id, part, value
FROM (
    SELECT strand, coalesce(area, '') AS area, coalesce(unit_id, 0) AS unit_id,
        CASE WHEN coalesce(said, '') = '' THEN 'not_said' WHEN said = ANY (CAST(:sources AS text[])) THEN said
            ELSE 'other' END AS part,
        width_bucket(sent_at, CAST(:starts AS timestamptz[])) AS month, count(*) AS value
    FROM (
        SELECT application_id, min(at) AS sent_at FROM stage_changes
        WHERE from_stage = 'draft' AND at < :cut {sent}
        GROUP BY 1
    ) AS ways
    JOIN (
        SELECT id, strand, area, unit_id, answers -> 'heard-about' ->> 'source' AS said FROM applications
    ) AS told ON told.id = application_id
    WHERE sent_at >= :begin AND sent_at < :end
    GROUP BY 1, 2, 3, 4, 5
) AS counted
"""

# Never the words someone wrote: a reason that is none of the codes there are to choose from is "other".
COUNT_DROPPED = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'dropped_out', (CAST(:months AS date[]))[month], area, unit_id, part, value
FROM (
    SELECT a.strand, coalesce(a.area, '') AS area, coalesce(a.unit_id, 0) AS unit_id,
        c.from_stage || '/' || c.to_stage || '/' || CASE
            WHEN c.to_stage = 'unsuccessful' AND d.reason_code IS NOT NULL THEN d.reason_code
            WHEN coalesce(c.reason, '') = '' THEN 'not_said'
            WHEN c.to_stage = 'withdrawn' AND c.reason = ANY (CAST(:reasons AS text[])) THEN c.reason
            ELSE 'other' END AS part,
        width_bucket(c.at, CAST(:starts AS timestamptz[])) AS month, count(*) AS value
    FROM stage_changes c
    JOIN applications a ON a.id = c.application_id
    LEFT JOIN LATERAL (
        SELECT reason_code FROM declines
        WHERE application_id = c.application_id AND outcome = 'told' AND decided_at <= c.at
        ORDER BY id DESC LIMIT 1
    ) AS d ON c.to_stage = 'unsuccessful'
    WHERE c.at >= :begin AND c.at < :end AND c.to_stage IN ('unsuccessful', 'withdrawn')
    GROUP BY 1, 2, 3, 4, 5
) AS counted
"""

# Who is still at the stage is kept by the day they came; who left it by how many days they stayed.
COUNT_STAYS = """
INSERT INTO fresh_stays (strand, area, stage, month, days, people, moved_on, since, waiting)
SELECT strand, area, stage, (CAST(:months AS date[]))[month],
    coalesce(array_agg(days ORDER BY days) FILTER (WHERE days IS NOT NULL), '{{}}'),
    coalesce(array_agg(people ORDER BY days) FILTER (WHERE days IS NOT NULL), '{{}}'),
    coalesce(array_agg(moved_on ORDER BY days) FILTER (WHERE days IS NOT NULL), '{{}}'),
    coalesce(array_agg(since ORDER BY since) FILTER (WHERE days IS NULL), '{{}}'),
    coalesce(array_agg(people ORDER BY since) FILTER (WHERE days IS NULL), '{{}}')
FROM (
    SELECT strand, coalesce(area, '') AS area, stays.stage, month, left_on - came_on AS days,
        CASE WHEN left_on IS NULL THEN came_on END AS since, count(*)::int AS people,
        count(*) FILTER (WHERE onward NOT IN ('unsuccessful', 'withdrawn'))::int AS moved_on
    FROM (
        SELECT application_id, to_stage AS stage, at, width_bucket(at, CAST(:starts AS timestamptz[])) AS month,
            (at AT TIME ZONE 'Europe/London')::date AS came_on, lead(to_stage) OVER onwards AS onward,
            (lead(at) OVER onwards AT TIME ZONE 'Europe/London')::date AS left_on
        FROM stage_changes WHERE at < :cut {moved}
        WINDOW onwards AS (PARTITION BY application_id ORDER BY at, id)
    ) AS stays
    JOIN applications ON applications.id = application_id
    WHERE at >= :begin AND at < :end AND stays.stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')
    GROUP BY 1, 2, 3, 4, 5, 6
) AS counted
GROUP BY 1, 2, 3, 4
"""
