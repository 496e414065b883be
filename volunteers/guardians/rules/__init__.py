"""Who is a guardian, what they agreed to, and what they may see: plain values in and out."""

from volunteers.guardians.rules.consent import (
    Call,
    CallOutcome,
    Consent,
    ConsentState,
    Given,
    consent_by,
    consent_of_all,
    is_known,
    latest,
)
from volunteers.guardians.rules.health import HealthRow, health_rows
from volunteers.guardians.rules.view import (
    LINK_LASTS,
    MOST_LINKS_A_DAY,
    NOT_THIS_ONE,
    REMIND_AFTER,
    SAME_MAILBOX,
    TOO_MANY_LINKS,
    Sight,
    adult_on,
    reminder_is_due,
    sight_of,
)
from volunteers.guardians.rules.wordings import WORDINGS, Purpose, Wording, current_wording, wording
from volunteers.people.rules.mailbox import is_same_mailbox, mailbox_of

__all__ = [
    "LINK_LASTS",
    "MOST_LINKS_A_DAY",
    "NOT_THIS_ONE",
    "REMIND_AFTER",
    "SAME_MAILBOX",
    "TOO_MANY_LINKS",
    "WORDINGS",
    "Call",
    "CallOutcome",
    "Consent",
    "ConsentState",
    "Given",
    "HealthRow",
    "Purpose",
    "Sight",
    "Wording",
    "adult_on",
    "consent_by",
    "consent_of_all",
    "current_wording",
    "health_rows",
    "is_known",
    "is_same_mailbox",
    "latest",
    "mailbox_of",
    "reminder_is_due",
    "sight_of",
    "wording",
]
