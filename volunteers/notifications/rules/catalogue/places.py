"""To volunteers and those who lead duties, about places: asked for, waited for, offered, handed on."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.rosters import DUTY, OTHERS, TITLE, WHEN

POST = Placeholder("post", "What they do there", "Foot patrol")
PAGE = Placeholder("link", "The page of the duty", "https://volunteers.example/duties/481")
STAFF_PAGE = Placeholder("link", "The page of the duty", "https://volunteers.example/staff/duties/481")
UNTIL = Placeholder("until", "Until when the place is kept", "6pm on Friday 4 December 2026")
NAME = Placeholder("name", "Who", "Priya Nair")
BY_NAME = Placeholder("by_name", "Who, by first name and one letter", "Priya N")

KINDS = (
    Kind(
        "place_requested", "You have asked for a place", VOLUNTEER,
        "When a volunteer asks for a place on a duty whose places are given later.",
        (*DUTY, POST, PAGE), group="my_duties",
    ),
    Kind(
        "request_turned_down", "You have no place on a duty", VOLUNTEER,
        "When someone who asked for a place does not get it, with the reason.",
        (
            TITLE, WHEN, POST, Placeholder("reason", "Why not", "Every place went to people who asked before you."),
            Placeholder("what_next", "Whether they wait now, as a sentence", "You are 2nd on the waiting list."),
            PAGE,
        ),
        group="my_duties",
    ),
    Kind(
        "place_offered", "A place is free for you", VOLUNTEER,
        "When a place becomes free for someone under 18 who waits for it. They sign in to answer.",
        (*DUTY, POST, UNTIL, PAGE), group="offers",
    ),
    Kind(
        "place_offered_by_link", "A place is free for you, with a link", VOLUNTEER,
        "When a place becomes free for someone who waits for it. The link answers without signing in.",
        (
            *DUTY, POST, UNTIL,
            Placeholder(
                "link", "The page to answer on", "https://volunteers.example/my-offers/x7Gq", is_required=True
            ),
        ),
        group="offers",
    ),
    Kind(
        "place_offer_lapsed", "A place is no longer kept for you", VOLUNTEER,
        "When nobody answered an offer in time and the place goes to the next on the list.",
        (TITLE, WHEN, POST, PAGE), group="offers",
    ),
    Kind(
        "stand_in_wanted", "Someone is needed in a place", VOLUNTEER,
        "When someone cannot make it, to everyone who could take their place. Nobody is named.",
        (*DUTY, POST, Placeholder("link", "The page to take it over", "https://volunteers.example/stand-ins/12")),
        group="new_duties",
    ),
    Kind(
        "place_taken_over", "Someone has taken your place", VOLUNTEER,
        "When a stand-in is found, to whoever could not make it.",
        (TITLE, WHEN, BY_NAME, OTHERS), group="my_duties",
    ),
    Kind(
        "swap_offered", "A colleague offers a swap", VOLUNTEER,
        "When someone offers their place for that of a colleague, to the colleague.",
        (
            TITLE, WHEN, Placeholder("from_name", "Who offers it, by first name and one letter", "Priya N"),
            Placeholder("link", "The page to answer on", "https://volunteers.example/swaps/12"),
        ),
        group="offers",
    ),
    Kind(
        "swap_answered", "Your swap was answered", VOLUNTEER,
        "When a colleague takes or declines a swap, to whoever offered it.",
        (
            TITLE, WHEN, BY_NAME,
            Placeholder("what_happened", "What came of it, as a sentence", "Priya N has swapped with you."),
            Placeholder("link", "Their own duties", "https://volunteers.example/my-duties"),
        ),
        group="my_duties",
    ),
    Kind(
        "cannot_make_it", "Someone cannot make it", STAFF,
        "When a volunteer looks for a stand-in, to whoever made the duty.",
        (TITLE, WHEN, NAME, Placeholder("reason", "Why", "My child is ill"), STAFF_PAGE), group="staff_alerts",
    ),
    Kind(
        "can_make_it", "Someone can make it after all", STAFF,
        "When a volunteer who looked for a stand-in keeps their place, to whoever made the duty.",
        (TITLE, WHEN, NAME, STAFF_PAGE), group="staff_alerts",
    ),
    Kind(
        "place_changed_hands", "A place has changed hands", STAFF,
        "When a stand-in or a colleague who swaps takes a place, to whoever made the duty.",
        (TITLE, WHEN, NAME, Placeholder("before", "Who had it before", "Sam Carter"), STAFF_PAGE),
        group="staff_alerts",
    ),
)  # fmt: skip
