"""Impossible ways of serving: a cadet long past 18, service changed by the one who serves, and a right left over."""

from volunteers.integrity.rules import ImpossibleState

# One day of grace: the night's job may not have run yet.
TOO_OLD = """
SELECT p.id
FROM service_periods p JOIN volunteers v ON v.id = p.volunteer_id
WHERE p.strand = :childrens_strand AND p.started_on <= :today AND (p.ended_on IS NULL OR p.ended_on > :today)
  AND v.birth_date + interval '18 years' < CAST(:today AS date) - interval '31 days'
"""
OWN = """
SELECT s.id
FROM service_statuses s
JOIN service_periods p ON p.id = s.service_period_id
JOIN volunteers v ON v.id = p.volunteer_id
WHERE s.recorded_by_id = v.account_id
"""
ELSEWHERE = """
SELECT p.id
FROM service_periods p
JOIN LATERAL (
    SELECT t.area, t.unit_id FROM posting_periods t
    WHERE t.service_period_id = p.id AND t.from_on < :today ORDER BY t.from_on DESC LIMIT 1
) AS last ON true
WHERE (p.area, p.unit_id) IS DISTINCT FROM (last.area, last.unit_id)
  AND NOT EXISTS (SELECT 1 FROM posting_periods t WHERE t.service_period_id = p.id AND t.from_on = :today)
"""

STATES = (
    ImpossibleState(
        "cadet_past_18",
        "A cadet still serves more than 30 days after their 18th birthday.",
        "Whoever looks after them moves them on, and each night ends the service of those whom nobody moved on.",
        "service period",
        TOO_OLD,
    ),
    ImpossibleState(
        "service_changed_by_oneself",
        "Leave, a restriction or a suspension was written down by the volunteer it is about.",
        "Every change of service is refused to the one who serves, whatever their rights.",
        "status of service",
        OWN,
    ),
    ImpossibleState(
        "posting_not_taken_up",
        "Someone is counted in another area or unit than the one they were last posted to.",
        "A posting sets both on its day: at once, or by the night's job.",
        "service period",
        ELSEWHERE,
    ),
)
