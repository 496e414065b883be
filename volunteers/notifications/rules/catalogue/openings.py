"""To people who asked to be told when something opens."""

from volunteers.notifications.rules.catalogue.kinds import INTERESTED, Kind, Placeholder

WHAT = Placeholder("what", "What they want to be told of", "Special Constabulary, Bristol")
STOP = Placeholder(
    "stop_link", "Where they take their address off the list",
    "https://volunteers.example/opportunities/interest/remove/k3uT0b…", is_required=True,
)  # fmt: skip

KINDS = (
    Kind(
        "interest_registered", "We will tell you when it opens", INTERESTED,
        "When someone leaves their address to be told of an opening.",
        (WHAT, Placeholder("months", "How many months the address is kept", "12"), STOP),
    ),
    Kind(
        "opening_announced", "You can apply now", INTERESTED, "Once, when what they wait for opens.",
        (
            WHAT,
            Placeholder("title", "What has opened", "Special Constables for Bristol"),
            Placeholder("closes_on", "The last day to apply", "14 December 2026"),
            Placeholder("link", "Where they apply", "https://volunteers.example/opportunities/31", is_required=True),
            STOP,
        ),
    ),
)  # fmt: skip
