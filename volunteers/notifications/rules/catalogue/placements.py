"""To support volunteers, about the roles they are placed in."""

from volunteers.notifications.rules.catalogue.kinds import VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

SUPPORT = ("police_support_volunteers",)
ROLE = Placeholder("role", "The role", "Volunteer driver")
PLACE = Placeholder("place", "Where", "Taunton police station")
DAY = Placeholder("day", "The first or the last day", "14 December 2026")
LINK = Placeholder("link", "Their own placement", "https://volunteers.example/my-placement")

KINDS = (
    Kind(
        "placed", "Someone was placed in a role", VOLUNTEER,
        "When a coordinator places a support volunteer in a role.",
        (NAME, ROLE, PLACE, Placeholder("contact", "Who looks after them there", "Priya Shah"), DAY, LINK),
        strands=SUPPORT,
    ),
    Kind(
        "placement_ended", "A placement ends", VOLUNTEER,
        "When a coordinator ends a placement.",
        (NAME, ROLE, PLACE, DAY, Placeholder("reason", "Why", "The garage closes."), LINK),
        strands=SUPPORT,
    ),
)  # fmt: skip
