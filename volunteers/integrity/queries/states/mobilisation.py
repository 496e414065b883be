"""Calls to which more people are coming than were wanted."""

from volunteers.integrity.rules import ImpossibleState

OVERFULL = """
SELECT c.id FROM calls c
WHERE (SELECT count(*) FROM call_recipients r JOIN sign_ups s ON s.id = r.sign_up_id
       WHERE r.call_id = c.id AND r.answer = 'coming' AND s.state = 'confirmed')
    > (SELECT coalesce(sum(p.places), 0) FROM posts p WHERE p.duty_id = c.duty_id)
"""

STATES = (
    ImpossibleState(
        "more_coming_than_wanted",
        "More people said yes to a call, and have a place, than there are places.",
        "Each yes takes a place by the same guarded count as every other, in one transaction.",
        "call",
        OVERFULL,
    ),
)
