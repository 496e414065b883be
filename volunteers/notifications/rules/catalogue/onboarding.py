"""To staff, about cases."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME, REFERENCE, STRAND

KINDS = (
    Kind(
        "case_given", "An application is your case now", STAFF,
        "When someone gives an application to another member of staff.",
        (
            NAME,
            Placeholder("given_by", "Who gave it to them", "Alex Morgan"),
            REFERENCE,
            STRAND,
            Placeholder(
                "link", "The application’s page for staff", "https://volunteers.example/staff/applications/SC-4F7K-2M9Q"
            ),
        ),
        group="staff_alerts",
    ),
)  # fmt: skip
