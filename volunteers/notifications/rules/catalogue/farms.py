"""To members of Farm Watch."""

from volunteers.notifications.rules.catalogue.kinds import VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

STRANDS = ("farm_watch",)
TITLE = Placeholder("title", "The subject, as it was written", "Quad bike stolen near Wells", is_required=True)
CATEGORY = Placeholder("category", "What kind of crime it is about", "Agricultural crime")
TEXT = Placeholder("text", "What it says, as it was written", "A red quad bike was taken at night.")
WHERE = Placeholder("where", "The point on the map, where there is one", "Map reference: ST 5541 4583")
LINK = Placeholder(
    "link", "Where they read it and answer", "https://volunteers.example/my-farm/alerts/31", is_required=True
)

KINDS = (
    Kind(
        "farm_alert", "A Farm Watch alert", VOLUNTEER,
        "When staff send an alert: to members near who want its category. What it says is written each time.",
        (NAME, TITLE, CATEGORY, TEXT, WHERE, LINK), strands=STRANDS,
    ),
    Kind(
        "farm_alert_updated", "News of a Farm Watch alert", VOLUNTEER,
        "When staff add news to an alert or stand it down: to those who were told of it.",
        (NAME, TITLE, CATEGORY, TEXT, LINK), strands=STRANDS,
    ),
    Kind(
        "farm_report_answered", "What came of what a member reported", VOLUNTEER,
        "When staff have seen to a report.",
        (
            NAME,
            Placeholder("answer", "What staff say came of it", "An officer spoke to the driver.", is_required=True),
            Placeholder("link", "Their own page", "https://volunteers.example/my-farm"),
        ),
        strands=STRANDS,
    ),
    Kind(
        "farm_visit_planned", "A visit to mark property is planned", VOLUNTEER,
        "When staff set or change the day of a visit.",
        (
            NAME, Placeholder("premises", "The name of the premises", "Lower Mead Farm"),
            Placeholder("day", "The day", "Tuesday 8 December 2026"),
            Placeholder("hours", "What time", "Between 10am and 12 noon"),
            Placeholder("who_goes", "Who comes", "Two rural crime officers"),
            Placeholder("link", "Their own page", "https://volunteers.example/my-farm"),
        ),
        strands=STRANDS,
    ),
)  # fmt: skip
