"""Proposals for duties that say what is not so, or are kept too long."""

from volunteers.integrity.rules import ImpossibleState

# Whoever was put on a duty may have been taken off it since, but they were on it.
ACCEPTED = """
SELECT p.id FROM filling_places p
WHERE p.state = 'accepted' AND NOT EXISTS (
    SELECT 1 FROM sign_ups s
    WHERE s.duty_id = p.duty_id AND s.volunteer_id = p.volunteer_id AND s.state <> 'requested')
"""
# A day's grace: they are closed and erased once a day.
KEPT = """
SELECT id FROM fillings
WHERE asked_at < :fillings_before
   OR state = 'ready' AND finished_at < :proposals_before
   OR state <> 'ready' AND EXISTS (
       SELECT 1 FROM filling_places p WHERE p.filling_id = fillings.id AND p.state = 'proposed')
"""

STATES = (
    ImpossibleState(
        "proposed_and_never_on_duty",
        "A proposal says that someone was put on a duty, and they never were.",
        "The place and what the proposal says of it are written in one transaction.",
        "place of a proposal",
        ACCEPTED,
    ),
    ImpossibleState(
        "proposal_kept",
        "Whom the computer proposed for duties is kept longer than promised, or is still open once that is closed.",
        "Proposals are closed after 7 days, with every place that is left, and erased after 90.",
        "proposal",
        KEPT,
    ),
)
