"""The SQL of the monthly figures, in the order it runs. Each names the values it is given.

``last_day`` is the last London day counted and ``end`` the moment after it; ``months`` are the first days of all months
and ``starts`` the moments they begin in London, so that a row's month is its place among them; ``stages`` are the codes
that stage changes lead to.
"""

FIRST_DAY = """
SELECT least(
    (SELECT min(started_on) FROM service_periods),
    (SELECT (min(at) AT TIME ZONE 'Europe/London')::date FROM stage_changes),
    (SELECT (min(starts_at) AT TIME ZONE 'Europe/London')::date FROM stints)
)
"""

# Service that follows on without a day between is one service: who is posted elsewhere neither leaves nor joins, but is
# counted in the new area from then on; who never was has been where their service is. Headcounts are running sums, so
# every month has one, zero among them.
COUNT_SERVICE = """
WITH stints AS (
    SELECT p.volunteer_id, p.strand, coalesce(t.area, p.area) AS area, coalesce(t.from_on, p.started_on) AS started_on,
        least(lead(t.from_on) OVER (PARTITION BY p.id ORDER BY t.from_on), p.ended_on) AS ended_on, p.end_reason
    FROM service_periods p
    LEFT JOIN posting_periods t ON t.service_period_id = p.id AND (p.ended_on IS NULL OR t.from_on < p.ended_on)
), periods AS (
    SELECT strand, area, started_on, ended_on, end_reason,
        coalesce(lag(ended_on) OVER successive = started_on, false) AS continues,
        coalesce(lead(started_on) OVER successive = ended_on, false) AS is_continued
    FROM stints
    WHERE started_on <= :last_day AND (ended_on IS NULL OR ended_on > started_on)
    WINDOW successive AS (PARTITION BY volunteer_id, strand ORDER BY started_on)
), events AS (
    SELECT strand, area, date_trunc('month', started_on)::date AS month, 1 AS change,
        (NOT continues)::int AS joined, 0 AS left_service, 0 AS progressed
    FROM periods
    UNION ALL
    SELECT strand, area, date_trunc('month', ended_on)::date, -1, 0, (NOT is_continued)::int,
        (NOT is_continued AND end_reason = 'progressed_to_regular_service')::int
    FROM periods WHERE ended_on <= :last_day
), monthly AS (
    SELECT strand, area, month, sum(change) AS change, sum(joined) AS joined, sum(left_service) AS left_service,
        sum(progressed) AS progressed
    FROM events GROUP BY strand, area, month
), every_month AS (
    SELECT strand, area, unnest(CAST(:months AS date[])) AS month
    FROM (SELECT DISTINCT strand, area FROM events) AS kinds
), counted AS (
    SELECT strand, area, month, sum(change) OVER (PARTITION BY strand, area ORDER BY month) AS headcount,
        joined, left_service, progressed
    FROM every_month LEFT JOIN monthly USING (strand, area, month)
)
INSERT INTO fresh_figures (strand, measure, month, area, stage, value)
SELECT strand, measure, month, area, '', value
FROM counted CROSS JOIN LATERAL (VALUES
    ('headcount', headcount), ('joiners', joined), ('leavers', left_service),
    ('progressed_to_regular_service', progressed)
) AS figures (measure, value)
WHERE value <> 0 OR (measure = 'headcount' AND value IS NOT NULL)
"""

COUNT_HOURS = """
INSERT INTO fresh_figures (strand, measure, month, area, stage, value)
SELECT strand, 'hours', (CAST(:months AS date[]))[month], area, '', minutes
FROM (
    SELECT strand, area, width_bucket(starts_at, CAST(:starts AS timestamptz[])) AS month,
        sum(booked + claimed + adjusted) AS minutes
    FROM stints WHERE starts_at < :end AND voided_at IS NULL GROUP BY 1, 2, 3
) AS counted
WHERE minutes <> 0
"""

# A temporary table, because PostgreSQL reads on several cores when it makes one and on a single core when it inserts.
GATHER_MOVES = """
CREATE TEMPORARY TABLE counted_moves AS
SELECT strand, coalesce(area, '') AS area, to_stage AS stage, width_bucket(at, CAST(:starts AS timestamptz[])) AS month,
    count(*)::int AS value
FROM stage_changes JOIN applications ON applications.id = application_id
WHERE at < :end
GROUP BY strand, area, 3, 4
"""

STAGES = "SELECT DISTINCT stage FROM counted_moves ORDER BY 1"

# One row per application: when it was sent, and a bit for every stage it ever came to.
GATHER_WAYS = """
CREATE TEMPORARY TABLE counted_ways AS
SELECT strand, coalesce(area, '') AS area, width_bucket(sent_at, CAST(:starts AS timestamptz[])) AS month, reached,
    count(*)::int AS value
FROM (
    SELECT application_id, min(at) FILTER (WHERE from_stage = 'draft') AS sent_at,
        bit_or(1::bigint << (place - 1)::int) AS reached
    FROM stage_changes
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place) ON stage = to_stage
    WHERE at < :end
    GROUP BY application_id
) AS ways
JOIN applications ON applications.id = application_id
WHERE sent_at IS NOT NULL
GROUP BY strand, area, 3, 4
"""

COUNT_STAGES = """
INSERT INTO fresh_figures (strand, measure, month, area, stage, value)
SELECT strand, measure, (CAST(:months AS date[]))[month], area, stage, value
FROM (
    SELECT 'reached_stage' AS measure, strand, area, month, stage, value FROM counted_moves
    UNION ALL
    SELECT 'applications', strand, area, month, '', sum(value) FROM counted_ways GROUP BY 2, 3, 4
    UNION ALL
    SELECT 'cohort_reached_stage', strand, area, month, stage, sum(value)
    FROM counted_ways
    JOIN unnest(CAST(:stages AS text[])) WITH ORDINALITY AS places (stage, place)
        ON reached & (1::bigint << (place - 1)::int) <> 0
    GROUP BY 2, 3, 4, 5
) AS figures
"""

BEGIN = "CREATE TEMPORARY TABLE fresh_figures (LIKE monthly_figures)"

# What has not changed is left where it is, so that a night on which little happened writes little.
DELETE_OTHERS = """
DELETE FROM monthly_figures AS kept WHERE NOT EXISTS (
    SELECT FROM fresh_figures AS fresh
    WHERE (fresh.strand, fresh.measure, fresh.month, fresh.area, fresh.stage, fresh.value)
        = (kept.strand, kept.measure, kept.month, kept.area, kept.stage, kept.value)
)
"""

INSERT_OTHERS = """
INSERT INTO monthly_figures (strand, measure, month, area, stage, value)
SELECT strand, measure, month, area, stage, value FROM fresh_figures
EXCEPT
SELECT strand, measure, month, area, stage, value FROM monthly_figures
ORDER BY 1, 2, 3, 4, 5
"""

LET_GO = "DROP TABLE fresh_figures, counted_moves, counted_ways"

DIGEST = """
SELECT count(*) AS rows, encode(sha256(convert_to(coalesce(string_agg(
    concat_ws('|', strand, measure, month, area, stage, value), E'\\n'
    ORDER BY strand COLLATE "C", measure COLLATE "C", month, area COLLATE "C", stage COLLATE "C"
), ''), 'UTF8')), 'hex') AS digest
FROM monthly_figures
"""
