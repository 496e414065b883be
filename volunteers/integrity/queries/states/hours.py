"""Impossible hours: the same time twice, certified by oneself, and sums that are not those of the entries."""

from volunteers.integrity.rules import ImpossibleState

OVERLAPPING = """
SELECT id FROM (
    SELECT id, starts_at, max(ends_at) OVER (PARTITION BY volunteer_id ORDER BY starts_at, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM stints WHERE voided_at IS NULL
) AS each WHERE before > starts_at
"""
BY_ONESELF = """
SELECT e.stint_id AS id FROM hours_entries e JOIN volunteers v ON v.id = e.volunteer_id
WHERE e.step = 'certified' AND e.minutes > 0 AND e.entered_by_id = v.account_id
"""
NOT_THE_SUM = """
WITH entered AS (
    SELECT stint_id, sum(minutes) FILTER (WHERE step = 'booked') AS booked,
        sum(minutes) FILTER (WHERE step = 'claimed') AS claimed,
        sum(minutes) FILTER (WHERE step = 'adjusted') AS adjusted,
        sum(minutes) FILTER (WHERE step = 'certified') AS certified
    FROM hours_entries GROUP BY 1
), by_month AS (
    SELECT volunteer_id, month, sum(minutes) AS minutes FROM hours_entries GROUP BY 1, 2
), kept AS (
    SELECT volunteer_id, month, sum(booked + claimed + adjusted + certified) AS minutes FROM hours_totals GROUP BY 1, 2
)
SELECT s.id FROM stints s LEFT JOIN entered e ON e.stint_id = s.id
WHERE (s.booked, s.claimed, s.adjusted, s.certified) IS DISTINCT FROM
    (coalesce(e.booked, 0), coalesce(e.claimed, 0), coalesce(e.adjusted, 0), coalesce(e.certified, 0))
UNION
SELECT s.id FROM stints s JOIN by_month USING (volunteer_id) LEFT JOIN kept USING (volunteer_id, month)
WHERE by_month.month = date_trunc('month', s.starts_at AT TIME ZONE 'Europe/London')::date
    AND by_month.minutes <> coalesce(kept.minutes, 0)
"""

STATES = (
    ImpossibleState(
        "hours_overlapping",
        "The same time of a volunteer counts twice.",
        "Overlapping hours are refused, and a constraint of the database stands behind that.",
        "stretch of work",
        OVERLAPPING,
    ),
    ImpossibleState(
        "hours_certified_by_oneself",
        "Hours were certified by the volunteer who worked them.",
        "Certifying one's own hours is refused, whatever one's rights.",
        "stretch of work",
        BY_ONESELF,
    ),
    ImpossibleState(
        "hours_not_the_sum",
        "The hours that are kept are not the sum of what was entered.",
        "A trigger of the database adds up every entry as it is written.",
        "stretch of work",
        NOT_THE_SUM,
    ),
)
