"""Who waits for an opening, and which places are free: counted whole, for every month to the last."""

# Waiting is a running sum, so that every month after the first wish has one.
COUNT_INTEREST = """
WITH events AS (
    SELECT i.strand, coalesce(u.area, '') AS area, coalesce(i.unit_id, 0) AS unit_id,
        date_trunc('month', i.tallied_on)::date AS month, count(*) FILTER (WHERE what = 'registered') AS registered,
        sum(CASE WHEN what = 'registered' THEN 1 ELSE -1 END) AS change
    FROM interest_tallies i LEFT JOIN units u ON u.id = i.unit_id
    WHERE i.tallied_on <= :last_day AND i.what <> 'asked_again'
    GROUP BY 1, 2, 3, 4
), every_month AS (
    SELECT strand, area, unit_id, unnest(CAST(:months AS date[])) AS month
    FROM (SELECT DISTINCT strand, area, unit_id FROM events) AS kinds
), counted AS (
    SELECT strand, area, unit_id, month, registered,
        sum(change) OVER (PARTITION BY strand, area, unit_id ORDER BY month) AS waiting
    FROM every_month LEFT JOIN events USING (strand, area, unit_id, month)
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, month, area, unit_id, '', value
FROM counted CROSS JOIN LATERAL (VALUES ('interest', registered), ('waiting', waiting)) AS figures (measure, value)
WHERE value <> 0
"""

# A place is held from when the application was sent until it was unsuccessful or withdrawn.
COUNT_VACANCIES = """
WITH held AS (
    SELECT a.opening_id, min(c.at) AS from_at,
        min(c.at) FILTER (WHERE c.to_stage IN ('unsuccessful', 'withdrawn')) AS until_at
    FROM applications a
    JOIN openings o ON o.id = a.opening_id AND o.places IS NOT NULL
    JOIN stage_changes c ON c.application_id = a.id
    WHERE c.at < :cut
    GROUP BY a.opening_id, a.id
), ends AS (
    SELECT month, least((month + INTERVAL '1 month')::date - 1, CAST(:last_day AS date)) AS on_day,
        least(((month + INTERVAL '1 month') AT TIME ZONE 'Europe/London'), CAST(:cut AS timestamptz)) AS at_end
    FROM unnest(CAST(:months AS date[])) AS each (month)
), free AS (
    SELECT o.strand, coalesce(u.area, '') AS area, coalesce(o.unit_id, 0) AS unit_id, e.month,
        greatest(o.places - (
            SELECT count(*) FROM held h
            WHERE h.opening_id = o.id AND h.from_at < e.at_end AND (h.until_at IS NULL OR h.until_at >= e.at_end)
        ), 0) AS places
    FROM openings o
    LEFT JOIN units u ON u.id = o.unit_id
    JOIN ends e ON e.on_day BETWEEN o.opens_on AND o.closes_on AND o.created_at < e.at_end
        AND (o.ended_at IS NULL OR o.ended_at >= e.at_end)
    WHERE o.places IS NOT NULL
)
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'vacancies', month, area, unit_id, '', sum(places)
FROM free GROUP BY strand, month, area, unit_id HAVING sum(places) > 0
"""
