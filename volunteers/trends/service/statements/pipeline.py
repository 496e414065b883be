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

STAGES_MOVED_INTO = "SELECT DISTINCT stage FROM counted_moves ORDER BY 1"
STAGES_OF_SENT = "SELECT DISTINCT to_stage FROM stage_changes WHERE at < :cut {sent} ORDER BY 1"

# One row for applications alike: the month they were sent in, a bit for every stage they ever came to, and what they
# say of how they heard. The month is found by a join: how many a condition on it leaves, PostgreSQL cannot guess.
GATHER_WAYS = """
CREATE TEMPORARY TABLE counted_ways AS
SELECT strand, coalesce(area, '') AS area, coalesce(unit_id, 0) AS unit_id, sent.month::int AS month, reached, said,
    count(*)::int AS value
FROM (
    SELECT application_id, min(at) FILTER (WHERE from_stage = 'draft') AS sent_at,
        bit_or(1::bigint << (place - 1)::int) AS reached
    FROM stage_changes
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place) ON stage = to_stage
    WHERE at < :cut {sent}
    GROUP BY application_id
) AS ways
JOIN unnest(CAST(:months AS date[])) WITH ORDINALITY AS sent (first_day, month)
    ON sent.month = width_bucket(sent_at, CAST(:starts AS timestamptz[]))
JOIN (
    SELECT id, strand, area, unit_id, answers -> 'heard-about' ->> 'source' AS said FROM applications
) AS told ON told.id = application_id
GROUP BY 1, 2, 3, 4, 5, 6
"""

COUNT_MOVES = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'reached_stage', (CAST(:months AS date[]))[month], area, unit_id, stage, value FROM counted_moves
"""

COUNT_WAYS = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, (CAST(:months AS date[]))[month], area, unit_id, part, value
FROM (
    SELECT 'applications' AS measure, strand, area, unit_id, month, '' AS part, sum(value) AS value
    FROM counted_ways GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT 'cohort_reached_stage', strand, area, unit_id, month, stage, sum(value)
    FROM counted_ways
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place)
        ON reached & (1::bigint << (place - 1)::int) <> 0
    GROUP BY 2, 3, 4, 5, 6
    UNION ALL
    SELECT 'heard_of_us', strand, area, unit_id, month,
        CASE WHEN coalesce(said, '') = '' THEN 'not_said' WHEN said = ANY (CAST(:sources AS text[])) THEN said
            ELSE 'other' END,
        sum(value)
    FROM counted_ways GROUP BY 2, 3, 4, 5, 6
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

# Who is still at the stage is kept by the day they came; who left it by how many days they stayed. Until they are put
# together, both are one number, below zero for who is still there: the days from the one after the last to the day they
# came. Strand and area, stage and month are one number as well: a million rows are sorted by numbers in half the time
# that it takes by words. ``OFFSET 0`` keeps PostgreSQL from finding the London day of each move twice.
COUNT_STAYS = """
WITH kinds AS (
    SELECT row_number() OVER () AS kind, strand, area
    FROM (SELECT DISTINCT strand, area FROM counted_moves) AS each
), places AS (
    SELECT stage, place FROM unnest(CAST(:stages AS text[])) WITH ORDINALITY AS each (stage, place)
    WHERE stage NOT IN ('appointed', 'unsuccessful', 'withdrawn')
), counted AS (
    SELECT (kind * 64 + place) * 4096 + month AS cell,
        coalesce(left_on - came_on, came_on - CAST(:last_day AS date) - 1) AS stay, count(*)::int AS people,
        sum(has_moved_on)::int AS moved_on
    FROM (
        SELECT application_id, stage, at, width_bucket(at, CAST(:starts AS timestamptz[])) AS month,
            came_on, lead(came_on) OVER onwards AS left_on,
            (lead(stage) OVER onwards NOT IN ('unsuccessful', 'withdrawn'))::int AS has_moved_on
        FROM (
            SELECT id, application_id, to_stage AS stage, at, (at AT TIME ZONE 'Europe/London')::date AS came_on
            FROM stage_changes WHERE at >= :begin AND at < :cut {moved}
            OFFSET 0
        ) AS moves
        WINDOW onwards AS (PARTITION BY application_id ORDER BY at, id)
    ) AS stays
    JOIN applications ON applications.id = application_id
    JOIN kinds ON (kinds.strand, kinds.area) = (applications.strand, coalesce(applications.area, ''))
    JOIN places ON places.stage = stays.stage
    WHERE at >= :begin AND at < :end
    GROUP BY 1, 2
)
INSERT INTO fresh_stays (strand, area, stage, month, days, people, moved_on, since, waiting)
SELECT strand, area, stage, (CAST(:months AS date[]))[cell % 4096], days, people, moved_on, since, waiting
FROM (
    SELECT cell,
        coalesce(array_agg(stay ORDER BY stay) FILTER (WHERE stay >= 0), '{{}}') AS days,
        coalesce(array_agg(people ORDER BY stay) FILTER (WHERE stay >= 0), '{{}}') AS people,
        coalesce(array_agg(moved_on ORDER BY stay) FILTER (WHERE stay >= 0), '{{}}') AS moved_on,
        coalesce(array_agg(CAST(:last_day AS date) + 1 + stay ORDER BY stay) FILTER (WHERE stay < 0), '{{}}') AS since,
        coalesce(array_agg(people ORDER BY stay) FILTER (WHERE stay < 0), '{{}}') AS waiting
    FROM counted GROUP BY cell
) AS cells
JOIN kinds ON kind = cell / 4096 / 64
JOIN places ON place = cell / 4096 % 64
"""
