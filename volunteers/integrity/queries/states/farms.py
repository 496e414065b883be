"""Impossible alerts and marks of Farm Watch."""

from volunteers.integrity.rules import ImpossibleState

# Wishes may change after someone was told, so only wishes that are older than the alert count.
UNWANTED = """
SELECT a.id FROM farm_alerts a
JOIN farm_tellings t ON t.alert_id = a.id AND t.update_id IS NULL
JOIN farm_wishes w ON w.volunteer_id = t.volunteer_id
WHERE w.changed_at < a.sent_at AND NOT a.crime = ANY (w.crimes)
GROUP BY a.id
"""
TWICE = """
SELECT min(id) AS id FROM marked_items GROUP BY lower(mark) HAVING count(*) > 1
"""

STATES = (
    ImpossibleState(
        "farm_alert_unwanted",
        "A Farm Watch alert went to someone who did not want its category.",
        "Those to tell are found by what they want, in the transaction that sends the alert.",
        "farm alert",
        UNWANTED,
    ),
    ImpossibleState(
        "mark_twice",
        "Two things on the register of marked property have the same mark.",
        "The database keeps each mark once.",
        "marked item",
        TWICE,
    ),
)
