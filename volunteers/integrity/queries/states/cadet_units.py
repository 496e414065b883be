"""Impossible nights of cadet units."""

from volunteers.integrity.rules import ImpossibleState

# A form taken back after the night began does not count against it. One of another evening of the unit may cover it.
THERE_WITHOUT_FORM = """
SELECT c.sign_up_id AS id FROM cadets_present c JOIN sign_ups s ON s.id = c.sign_up_id JOIN duties d ON d.id = c.duty_id
WHERE c.came_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM event_permissions p JOIN duties o ON o.id = p.duty_id
    WHERE p.volunteer_id = s.volunteer_id AND o.unit_id IS NOT DISTINCT FROM d.unit_id
    AND (p.state = 'given' OR p.state = 'withdrawn' AND p.withdrawn_at >= d.starts_at)
    AND (p.duty_id = c.duty_id OR p.until_on >= (d.starts_at AT TIME ZONE 'Europe/London')::date)
)
"""
# Whether there are enough adults can only change for the worse when a cadet comes or an adult leaves.
FEWER_THAN_TWO = """
SELECT DISTINCT m.duty_id AS id FROM (
    SELECT duty_id, came_at AS moment FROM cadets_present WHERE came_at IS NOT NULL
    UNION SELECT duty_id, left_at FROM adults_present WHERE left_at IS NOT NULL
) m
JOIN duties d ON d.id = m.duty_id
JOIN night_registers r ON r.duty_id = m.duty_id
WHERE EXISTS (
    SELECT 1 FROM cadets_present c WHERE c.duty_id = m.duty_id AND c.came_at <= m.moment
    AND coalesce(c.left_at, greatest(d.ends_at, r.saved_at)) > m.moment
) AND (
    SELECT count(*) FROM adults_present a WHERE a.duty_id = m.duty_id AND a.came_at <= m.moment
    AND coalesce(a.left_at, greatest(d.ends_at, r.saved_at)) > m.moment
) < 2
"""

STATES = (
    ImpossibleState(
        "cadet_there_without_form",
        "A cadet is on a register as there, and no form was given that covers the night.",
        "A register that names a cadet without a given form is refused whole, under a lock of the night.",
        "sign-up",
        THERE_WITHOUT_FORM,
    ),
    ImpossibleState(
        "cadets_with_fewer_than_two_adults",
        "A register has a moment with a cadet there and fewer than two adults.",
        "A register with such a moment is refused whole, and its lines are only ever saved together.",
        "duty",
        FEWER_THAN_TWO,
    ),
)
