"""Impossible Neighbourhood Watch schemes."""

from volunteers.integrity.rules import ImpossibleState

CLOSED_WITH_CONTACTS = """
SELECT DISTINCT s.id FROM watch_schemes s JOIN watch_households h ON h.scheme_id = s.id
WHERE s.state = 'closed' AND h.left_on IS NULL
"""
REACHED_UNPASSED = """
SELECT DISTINCT p.id FROM watch_passings p JOIN watch_reached r ON r.passing_id = p.id WHERE p.passed_at IS NULL
"""

STATES = (
    ImpossibleState(
        "closed_watch_with_contacts",
        "A closed Neighbourhood Watch scheme still holds details of a household.",
        "Closing a scheme erases its households in the same transaction, and nothing is added to a closed one.",
        "watch scheme",
        CLOSED_WITH_CONTACTS,
    ),
    ImpossibleState(
        "watch_message_reached_unpassed",
        "A message reached households of a scheme whose coordinator did not pass it on.",
        "Households get a message only once a coordinator passed it on, in the same transaction.",
        "watch message",
        REACHED_UNPASSED,
    ),
)
