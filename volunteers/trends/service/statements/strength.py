"""Who serves: counted whole from service periods, postings and grades, which are thousands of rows."""

# What all that follow begin with: where someone served and between which days. Who is posted elsewhere is counted in
# the new place from then on; who never was has been where their service is.
PLACES = """
WITH places AS (
    SELECT p.volunteer_id, p.strand, coalesce(t.area, p.area) AS area,
        coalesce(CASE WHEN t.id IS NULL THEN p.unit_id ELSE t.unit_id END, 0) AS unit_id,
        coalesce(t.from_on, p.started_on) AS started_on,
        least(lead(t.from_on) OVER (PARTITION BY p.id ORDER BY t.from_on), p.ended_on) AS ended_on, p.end_reason
    FROM service_periods p
    LEFT JOIN posting_periods t ON t.service_period_id = p.id AND (p.ended_on IS NULL OR t.from_on < p.ended_on)
), periods AS (
    SELECT volunteer_id, strand, area, unit_id, started_on, ended_on, end_reason,
        coalesce(lag(ended_on) OVER successive = started_on, false) AS continues,
        coalesce(lead(started_on) OVER successive = ended_on, false) AS is_continued
    FROM places
    WHERE started_on <= :last_day AND (ended_on IS NULL OR ended_on > started_on)
    WINDOW successive AS (PARTITION BY volunteer_id, strand ORDER BY started_on)
)
"""

# Service that follows on without a day between is one service. Headcounts are running sums, so every month has one,
# zero among them.
COUNT_SERVICE = """, events AS (
    SELECT strand, area, unit_id, date_trunc('month', started_on)::date AS month, 1 AS change,
        (NOT continues)::int AS joined, 0 AS left_service, 0 AS progressed
    FROM periods
    UNION ALL
    SELECT strand, area, unit_id, date_trunc('month', ended_on)::date, -1, 0, (NOT is_continued)::int,
        (NOT is_continued AND end_reason = 'progressed_to_regular_service')::int
    FROM periods WHERE ended_on <= :last_day
), monthly AS (
    SELECT strand, area, unit_id, month, sum(change) AS change, sum(joined) AS joined,
        sum(left_service) AS left_service, sum(progressed) AS progressed
    FROM events GROUP BY strand, area, unit_id, month
), every_month AS (
    SELECT strand, area, unit_id, unnest(CAST(:months AS date[])) AS month
    FROM (SELECT DISTINCT strand, area, unit_id FROM events) AS kinds
), counted AS (
    SELECT strand, area, unit_id, month, joined, left_service, progressed,
        sum(change) OVER (PARTITION BY strand, area, unit_id ORDER BY month) AS headcount
    FROM every_month LEFT JOIN monthly USING (strand, area, unit_id, month)
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, month, area, unit_id, '', value
FROM counted CROSS JOIN LATERAL (VALUES
    ('headcount', headcount), ('joiners', joined), ('leavers', left_service),
    ('progressed_to_regular_service', progressed)
) AS figures (measure, value)
WHERE value <> 0 OR (measure = 'headcount' AND value IS NOT NULL)
"""

# The times in which someone serves and their grade lets them be alone, as events like those of service.
COUNT_QUALIFIED = """, alone AS (
    SELECT * FROM unnest(CAST(:alone_strands AS text[]), CAST(:alone_grades AS text[])) AS each (strand, grade)
), grades AS (
    SELECT volunteer_id, strand, grade, from_on,
        lead(from_on) OVER (PARTITION BY volunteer_id, strand ORDER BY from_on, id) AS until_on
    FROM grade_periods
), held AS (
    SELECT p.strand, p.area, p.unit_id, greatest(p.started_on, g.from_on) AS from_on,
        least(p.ended_on, g.until_on) AS until_on
    FROM periods p
    JOIN grades g ON (g.volunteer_id, g.strand) = (p.volunteer_id, p.strand)
    JOIN alone a ON (a.strand, a.grade) = (g.strand, g.grade)
), events AS (
    SELECT strand, area, unit_id, date_trunc('month', from_on)::date AS month, 1 AS change
    FROM held WHERE from_on <= :last_day AND (until_on IS NULL OR until_on > from_on)
    UNION ALL
    SELECT strand, area, unit_id, date_trunc('month', until_on)::date, -1
    FROM held WHERE until_on <= :last_day AND until_on > from_on
), monthly AS (
    SELECT strand, area, unit_id, month, sum(change) AS change FROM events GROUP BY strand, area, unit_id, month
), every_month AS (
    SELECT strand, area, unit_id, unnest(CAST(:months AS date[])) AS month
    FROM (SELECT DISTINCT strand, area, unit_id FROM events) AS kinds
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'qualified_strength', month, area, unit_id, '', value
FROM (
    SELECT strand, area, unit_id, month,
        sum(change) OVER (PARTITION BY strand, area, unit_id ORDER BY month) AS value
    FROM every_month LEFT JOIN monthly USING (strand, area, unit_id, month)
) AS counted
WHERE value IS NOT NULL
"""

# Counted where they joined: where they are later, or would be, is known of those only who stayed.
COUNT_ANNIVERSARIES = """, services AS (
    SELECT strand, (array_agg(area ORDER BY started_on))[1] AS area,
        (array_agg(unit_id ORDER BY started_on))[1] AS unit_id, min(started_on) AS started_on,
        (array_agg(ended_on ORDER BY started_on DESC))[1] AS ended_on
    FROM (
        SELECT *, sum((NOT continues)::int) OVER (PARTITION BY volunteer_id, strand ORDER BY started_on) AS service
        FROM periods
    ) AS numbered
    GROUP BY volunteer_id, strand, service
), reached AS (
    SELECT strand, area, unit_id, served::text AS part, (started_on + make_interval(months => served))::date AS day,
        ended_on
    FROM services CROSS JOIN unnest(ARRAY[6, 12, 24]) AS each (served)
), counted AS (
    SELECT strand, area, unit_id, part, date_trunc('month', day)::date AS month, count(*) AS had,
        count(*) FILTER (WHERE ended_on IS NULL OR ended_on > day) AS serve
    FROM reached WHERE day <= :last_day GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, month, area, unit_id, part, value
FROM counted CROSS JOIN LATERAL (VALUES ('anniversaries', had), ('still_serving', serve)) AS figures (measure, value)
WHERE value <> 0
"""

# By where they are posted at the end of the month; a stretch of work counts in its month and the two after it.
COUNT_ACTIVE = """, worked AS (
    SELECT DISTINCT volunteer_id, strand,
        width_bucket(starts_at, CAST(:starts_before AS timestamptz[])) - 2 + later AS month
    FROM stints CROSS JOIN generate_series(0, 2) AS each (later)
    WHERE starts_at >= :begin_before AND starts_at < :end AND voided_at IS NULL AND booked + claimed + adjusted > 0
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'active', m.month, area, unit_id, '', count(DISTINCT p.volunteer_id)
FROM worked w
JOIN unnest(CAST(:months AS date[])) WITH ORDINALITY AS m (month, place) ON m.place = w.month
JOIN periods p USING (volunteer_id, strand)
WHERE p.started_on <= least((m.month + INTERVAL '1 month')::date - 1, CAST(:last_day AS date))
    AND (p.ended_on IS NULL OR p.ended_on > least((m.month + INTERVAL '1 month')::date - 1, CAST(:last_day AS date)))
GROUP BY strand, m.month, area, unit_id
"""
