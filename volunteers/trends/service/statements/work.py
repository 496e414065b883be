"""What people did: hours and duties attended, from the ledger of hours."""

COUNT_HOURS = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, 'hours', (CAST(:months AS date[]))[month], area, unit_id, part, minutes
FROM (
    SELECT strand, area, coalesce(unit_id, 0) AS unit_id, kind || '/' || basis AS part,
        width_bucket(starts_at, CAST(:starts AS timestamptz[])) AS month, sum(booked + claimed + adjusted) AS minutes
    FROM stints WHERE starts_at >= :begin AND starts_at < :end AND voided_at IS NULL
    GROUP BY 1, 2, 3, 4, 5
) AS counted
WHERE minutes <> 0
"""

COUNT_DEPLOYMENTS = """
INSERT INTO fresh_figures (strand, measure, month, area, unit_id, part, value)
SELECT strand, measure, (CAST(:months AS date[]))[month], area, unit_id, part, value
FROM (
    SELECT s.strand, s.area, coalesce(s.unit_id, 0) AS unit_id, coalesce(d.plan_priority, 'none') AS part,
        width_bucket(s.starts_at, CAST(:starts AS timestamptz[])) AS month, count(*) AS people,
        sum(s.booked + s.claimed + s.adjusted) AS minutes
    FROM stints s JOIN sign_ups u ON u.id = s.sign_up_id JOIN duties d ON d.id = u.duty_id
    WHERE s.starts_at >= :begin AND s.starts_at < :end AND s.voided_at IS NULL
        AND s.booked + s.claimed + s.adjusted > 0
    GROUP BY 1, 2, 3, 4, 5
) AS counted
CROSS JOIN LATERAL (VALUES ('deployments', people), ('deployment_hours', minutes)) AS figures (measure, value)
WHERE value <> 0
"""
