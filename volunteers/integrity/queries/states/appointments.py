"""Impossible sessions, and people who wait in vain."""

from volunteers.integrity.rules import ImpossibleState

TAKEN = """
SELECT s.id FROM appointment_sessions s
LEFT JOIN bookings b ON b.session_id = s.id AND b.state IN ('booked', 'attended', 'missed', 'unknown')
GROUP BY s.id HAVING s.taken > s.capacity OR s.taken <> count(b.id)
"""
# A place is given on by itself until the cut-off; after it staff decide.
WAITING = """
SELECT s.id FROM appointment_sessions s
WHERE s.state = 'open' AND s.taken < s.capacity AND s.starts_at - make_interval(hours => s.cut_off_hours) > now()
  AND EXISTS (SELECT 1 FROM bookings b WHERE b.session_id = s.id AND b.state = 'waiting')
"""

STATES = (
    ImpossibleState(
        "session_taken",
        "The places taken in a session are not those of the people in it, or more than it has.",
        "Every place is counted with its booking, while the session is locked.",
        "appointment session",
        TAKEN,
    ),
    ImpossibleState(
        "waiting_beside_a_free_place",
        "Someone waits for a session that has a free place.",
        "Whatever frees a place gives it to the first who waits in the same transaction.",
        "appointment session",
        WAITING,
    ),
)
