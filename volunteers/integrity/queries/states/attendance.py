"""Impossible coming and going: absent people who came, and attendance that nobody spoke of."""

from volunteers.integrity.rules import ImpossibleState

ABSENT_AND_THERE = """
SELECT a.id FROM absences a JOIN attendances t ON t.sign_up_id = a.sign_up_id WHERE a.ended_at IS NULL
"""
# Attendance from before entries were kept has none.
NOT_AS_SAID = """
SELECT t.id FROM attendances t
WHERE EXISTS (SELECT 1 FROM attendance_bookings b WHERE b.sign_up_id = t.sign_up_id)
  AND NOT EXISTS (
    SELECT 1 FROM attendance_bookings b
    WHERE b.sign_up_id = t.sign_up_id AND b.what IN ('on', 'on_corrected') AND b.outcome IN ('taken', 'late')
      AND b.at = t.booked_on_at
  )
"""

STATES = (
    ImpossibleState(
        "absent_and_there",
        "Someone is noted as not having come to a duty that they were booked on to.",
        "Booking someone on ends the absence in the same transaction, and no absence is noted of who is booked on.",
        "absence",
        ABSENT_AND_THERE,
    ),
    ImpossibleState(
        "not_as_said",
        "An attendance begins at a time that none of its entries that count says.",
        "What stands is written with each entry, from all of them together.",
        "attendance",
        NOT_AS_SAID,
    ),
)
