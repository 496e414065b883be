"""To those who look after duties, about the duties that are short of people."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, Kind, Placeholder

KINDS = (
    Kind(
        "duties_short", "Duties are short of people", STAFF,
        "In the morning, once for each duty that is below its minimum some days before.",
        (
            Placeholder("total", "How many duties", "1"),
            Placeholder(
                "list", "Each duty and what it lacks",
                "- Harbour Festival patrol, Saturday 12 December 2026, 10am to 6pm, Bristol: 1 confirmed, at least 2 "
                "needed",
            ),
            Placeholder("more", "How many more there are than are named", "0"),
            Placeholder("link", "The page of the gaps", "https://volunteers.example/staff/duties/gaps"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
)  # fmt: skip
