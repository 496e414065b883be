"""To those who hand SpeedWatch sessions over to the police."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, Kind, Placeholder

KINDS = (
    Kind(
        "speedwatch_waiting", "SpeedWatch sessions wait to be handed over", STAFF,
        "In the morning, once for each session that was not handed over in time.",
        (
            Placeholder("total", "How many sessions", "2"),
            Placeholder("days", "After how many days registrations are erased", "28"),
            Placeholder("link", "The list of sessions", "https://volunteers.example/staff/speedwatch"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
)  # fmt: skip
