"""To those who look after Neighbourhood Watch schemes, and to the households on their lists."""

from volunteers.notifications.rules.catalogue.kinds import HOUSEHOLD, VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

STRANDS = ("neighbourhood_watch",)
SCHEME = Placeholder("scheme", "The name of the scheme", "Mill Lane Watch")
TITLE = Placeholder("title", "The subject, as it was written", "Sheds broken into this week", is_required=True)
OWN_PAGE = Placeholder("link", "The coordinator’s own page", "https://volunteers.example/my-watch")

KINDS = (
    Kind(
        "watch_message_waiting", "A message to pass on to neighbours", VOLUNTEER,
        "When staff write to the households of schemes: each coordinator passes it on.",
        (
            NAME, SCHEME, TITLE,
            Placeholder("link", "Where it is passed on", "https://volunteers.example/my-watch/messages/31",
                        is_required=True),
        ),
        strands=STRANDS,
    ),
    Kind(
        "watch_message", "A message to the households of a scheme", HOUSEHOLD,
        "When a coordinator passes a message on, or writes to their own scheme. What it says is written each time.",
        (
            TITLE,
            Placeholder("text", "The message, as it was written", "Three sheds were broken into.", is_required=True),
            Placeholder("category", "What it is about", "Crime alert"),
            Placeholder("from_coordinator", "What the coordinator adds, with their name",
                        "It was at numbers 3 and 9. Dilys Hart, Mill Lane Watch"),
            Placeholder("coordinator", "The coordinator who passed it on", "Dilys Hart"),
            SCHEME,
            Placeholder("keeper", "Who keeps the address", "Avon and Somerset Police"),
            Placeholder("stop_link", "Where they leave the list",
                        "https://volunteers.example/watch/leave/k3uT0b…", is_required=True),
        ),
        strands=STRANDS,
    ),
    Kind(
        "watch_still_running", "Is your scheme still running?", VOLUNTEER,
        "When nothing was heard of a scheme for some months.",
        (
            NAME, SCHEME, Placeholder("answer_by", "The last day to answer", "14 December 2026"),
            Placeholder("link", "Where they say that it runs",
                        "https://volunteers.example/watch/still-running/k3uT0b…", is_required=True),
        ),
        strands=STRANDS,
    ),
    Kind(
        "watch_scheme_registered", "You look after a scheme", VOLUNTEER,
        "When staff register a scheme, or give one to someone.", (NAME, SCHEME, OWN_PAGE), strands=STRANDS,
    ),
    Kind(
        "watch_scheme_closed", "Your scheme has closed", HOUSEHOLD,
        "When staff close a scheme: to the households on its list, and to its coordinators.",
        (SCHEME, Placeholder("link", "How to start or join a scheme",
                             "https://volunteers.example/volunteer/neighbourhood-watch")),
        strands=STRANDS,
    ),
    Kind(
        "watch_report_answered", "What came of what a coordinator told us", VOLUNTEER,
        "When staff have seen to something that a coordinator sent.",
        (NAME, Placeholder("answer", "What staff say came of it", "The lamp is mended.", is_required=True), OWN_PAGE),
        strands=STRANDS,
    ),
)  # fmt: skip
