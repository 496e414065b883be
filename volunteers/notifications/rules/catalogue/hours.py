"""What is said of hours: to the volunteer whose they are, and to those who certify them."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder

LINK = Placeholder("link", "Where they see their hours", "https://volunteers.example/my-hours")
OF_HOURS = (
    Placeholder("name", "The volunteer's first name", "Jo"),
    Placeholder("what", "What they did", "School talk in Keynsham"),
    Placeholder("day", "The day it began", "12 December 2026"),
    Placeholder("reason", "Why, in the words of who did it", "The talk ended at 4pm."),
    LINK,
)

KINDS = (
    Kind(
        "hours_adjusted", "Your hours were adjusted", VOLUNTEER,
        "When someone who certifies hours changes how many count.",
        (*OF_HOURS, Placeholder("counted", "What counts now", "3 hours 30 minutes")),
        group="my_duties",
    ),
    Kind(
        "hours_sent_back", "Your claim of hours was sent back", VOLUNTEER,
        "When a claim of hours cannot stand as it is.", OF_HOURS, group="my_duties",
    ),
    Kind(
        "hours_to_certify", "Hours wait to be certified", STAFF,
        "Once a month, to each coordinator and supervisor for whom some wait.",
        (
            Placeholder("total", "How many wait", "12"),
            Placeholder("link", "Where to certify them", "https://volunteers.example/staff/hours"),
        ),
        is_of_strand=False, group="staff_alerts",
    ),
)  # fmt: skip
