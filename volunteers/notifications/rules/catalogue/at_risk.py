"""To volunteers and those who coordinate them, about places on duties that someone’s own standing puts at risk."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder

NAME = Placeholder("name", "Their first name", "Priya")
LINK = Placeholder("link", "Their own duties", "https://volunteers.example/my-duties")
ONE = "Harbour Festival patrol, Saturday 12 December 2026, 10am to 6pm"

KINDS = (
    Kind(
        "places_at_risk", "You cannot be on a duty as things stand", VOLUNTEER,
        "Within an hour of a change, when something a volunteer needs on the day of a duty is not good then.",
        (
            NAME,
            Placeholder("total", "How many duties", "1"),
            Placeholder(
                "reasons", "Each duty, and under it what is in the way",
                f"{ONE}\n- Your medical lapses on 1 December 2026, before this duty.",
            ),
            LINK,
        ),
        group="my_duties",
    ),
    Kind(
        "places_clear", "You can be on a duty after all", VOLUNTEER,
        "Within an hour of a change, when nothing is in the way any more of a duty they were told of.",
        (NAME, Placeholder("total", "How many duties", "1"), Placeholder("list", "Each duty", f"- {ONE}"), LINK),
        group="my_duties",
    ),
    Kind(
        "places_at_risk_counted", "Places on duties that are at risk", STAFF,
        "At most once an hour, when places in a coordinator’s strands and areas came to be at risk.",
        (
            Placeholder("total", "How many places", "3"),
            Placeholder("link", "The page that lists them", "https://volunteers.example/staff/duties/at-risk"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
)  # fmt: skip
