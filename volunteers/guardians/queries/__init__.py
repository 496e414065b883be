"""Reading who the guardians of an application are and what they agreed to."""

from volunteers.guardians.queries.consents import (
    Standing,
    awaits_coordinator,
    consent_of,
    consents_of,
    standing_of,
)
from volunteers.guardians.queries.guardians import (
    ConsentLine,
    GuardianLine,
    find_current,
    get_guardian,
    is_guardians_mailbox,
    is_undisclosed_mailbox,
    links_made_since,
    list_due_for_reminder,
    list_guardians,
    list_told,
    list_with_mailbox,
)
from volunteers.guardians.queries.health import HealthRecord, find_health, health_values
from volunteers.guardians.queries.page import GuardianPage, find_by_link, page_of, purpose_of

__all__ = [
    "ConsentLine",
    "GuardianLine",
    "GuardianPage",
    "HealthRecord",
    "Standing",
    "awaits_coordinator",
    "consent_of",
    "consents_of",
    "find_by_link",
    "find_current",
    "find_health",
    "get_guardian",
    "health_values",
    "is_guardians_mailbox",
    "is_undisclosed_mailbox",
    "links_made_since",
    "list_due_for_reminder",
    "list_guardians",
    "list_told",
    "list_with_mailbox",
    "page_of",
    "purpose_of",
    "standing_of",
]
