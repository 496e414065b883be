"""Impossible mailings: sent to many by one person alone."""

from volunteers.integrity.rules import ImpossibleState

# As many as were really sent, whatever was counted when its preview was made.
SENT_ALONE = """
SELECT m.id FROM mailings m
WHERE (m.agreed_by_id IS NULL OR m.agreed_by_id = m.author_id)
  AND (SELECT count(*) FROM mailing_receivers r WHERE r.mailing_id = m.id AND r.message_id IS NOT NULL) > 50
"""

STATES = (
    ImpossibleState(
        "mailing_sent_alone",
        "A mailing went to more than 50 people, but no second person agreed to it.",
        "Over 50 its author cannot send it, and a constraint of the database says so too.",
        "mailing",
        SENT_ALONE,
    ),
)
