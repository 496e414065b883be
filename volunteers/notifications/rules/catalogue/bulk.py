"""To many at once."""

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, STAFF, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

KINDS = (
    Kind(
        "cases_given", "Several applications are your cases now", STAFF,
        "When someone gives many applications to another member of staff at once.",
        (
            NAME,
            Placeholder("given_by", "Who gave them", "Alex Morgan"),
            Placeholder("count", "How many", "40"),
            Placeholder("link", "The list of applications", "https://volunteers.example/staff/applications"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
    Kind(
        "mailing", "A letter to many", APPLICANT,
        "When staff write to many applicants or volunteers at once. What it says is written each time.",
        (
            Placeholder("title", "The subject, as it was written", "The open evening in May", is_required=True),
            Placeholder("text", "The letter, as it was written", "Dear Sam, the open evening", is_required=True),
            Placeholder("contact", "Where to write to", "volunteers@force.example"),
        ),
    ),
)  # fmt: skip
