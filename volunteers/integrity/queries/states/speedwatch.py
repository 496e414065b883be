"""Impossible states of SpeedWatch: a registration kept after it was erased, and a return of too few people."""

from volunteers.integrity.rules import ImpossibleState

KEPT = """
SELECT s.id
FROM speedwatch_sessions s
WHERE s.erased_at IS NOT NULL
  AND (s.draft IS NOT NULL
       OR EXISTS (SELECT 1 FROM speedwatch_vehicles v WHERE v.session_id = s.id AND v.sealed IS NOT NULL))
"""
# Fewer than two never were a team anywhere; the force says how many more there have to be.
TOO_FEW = """
SELECT s.id FROM speedwatch_sessions s WHERE s.returned_at IS NOT NULL AND s.present < :speedwatch_team
"""

STATES = (
    ImpossibleState(
        "registration_not_erased",
        "A SpeedWatch session is erased, and a registration of it is still there.",
        "Confirming that the police have it, and the hourly job, erase all of a session together.",
        "SpeedWatch session",
        KEPT,
    ),
    ImpossibleState(
        "return_of_too_few",
        "A SpeedWatch return was sent by fewer people than a team has to be.",
        "A return is refused when fewer are ticked on it than the force asks for.",
        "SpeedWatch session",
        TOO_FEW,
    ),
)
