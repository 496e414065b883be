"""To the parents and guardians of cadets, before a night or an event."""

from volunteers.notifications.rules.catalogue.kinds import GUARDIAN, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

CADETS = ("cadets",)
ABOUT = (
    NAME,
    Placeholder("young_person", "The young person", "Robin T"),
    Placeholder("title", "What the event is called", "Unit evening"),
    Placeholder("day", "The day", "Wednesday 2 December 2026"),
    Placeholder("hours", "From when until when", "7pm to 9pm"),
    Placeholder("place", "Where to meet", "Taunton cadets"),
    Placeholder(
        "link", "The form for this event", "https://volunteers.example/event-form/k3uT0b…", is_required=True
    ),
)  # fmt: skip

KINDS = (
    Kind(
        "event_permission_asked", "A form for an event", GUARDIAN,
        "When staff ask for the health and permission form of a night or an event.", ABOUT, CADETS,
    ),
    Kind(
        "event_permission_reminder", "We still need your form", GUARDIAN,
        "Once, some days before the event, if they did not answer.", ABOUT, CADETS,
    ),
)  # fmt: skip
