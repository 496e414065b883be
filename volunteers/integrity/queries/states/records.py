"""Impossible records of those who serve: signatures of one's own, and kit in two places."""

from volunteers.integrity.rules import ImpossibleState

BY_ONESELF = """
SELECT e.id FROM skill_evidence e JOIN volunteers v ON v.id = e.volunteer_id
WHERE e.signed_by_id IN (v.account_id, e.account_id)
"""
SERIAL_TWICE = """
SELECT id FROM (
    SELECT id, returned_on, lead(issued_on) OVER (PARTITION BY kind, serial ORDER BY issued_on, id) AS following
    FROM kit_items WHERE serial IS NOT NULL
) AS each WHERE following < COALESCE(returned_on, 'infinity')
"""
REVIEWED_BY_ONESELF = """
SELECT r.id FROM reviews r JOIN volunteers v ON v.id = r.volunteer_id
WHERE r.written_by_id IN (v.account_id, r.account_id)
"""

STATES = (
    ImpossibleState(
        "evidence_by_oneself",
        "Evidence of a skill was signed by the volunteer it is about.",
        "Signing for oneself is refused, whatever one's rights, and a constraint of the database stands behind that.",
        "piece of evidence",
        BY_ONESELF,
    ),
    ImpossibleState(
        "review_by_oneself",
        "A review was written by the volunteer it is about.",
        "Reviewing oneself is refused, and a constraint of the database stands behind that.",
        "review",
        REVIEWED_BY_ONESELF,
    ),
    ImpossibleState(
        "serial_out_twice",
        "Something with a serial number is with two people at the same time.",
        "A constraint of the database refuses to issue it again before it came back.",
        "kit",
        SERIAL_TWICE,
    ),
)
