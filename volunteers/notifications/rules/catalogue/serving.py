"""To volunteers, about how they serve, and to those who look after cadets."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME, STRAND

CONTACT = Placeholder("contact", "Where to write to", "volunteering@example.police.uk")
FROM = Placeholder("from_on", "The day from which it counts", "14 December 2026")
OWN_PAGE = Placeholder("link", "The volunteer’s own page of their service", "https://volunteers.example/my-service")
TURNS = Placeholder("turns_on", "Their 18th birthday", "14 December 2026")

KINDS = (
    Kind(
        "service_status_changed", "Leave, a restriction or a suspension", VOLUNTEER,
        "When a coordinator writes down how a volunteer serves from a day, or that they are active again.",
        (
            NAME,
            STRAND,
            Placeholder(
                "what_changed", "What is written down, as a sentence",
                "You are on leave from 14 December 2026 to 31 January 2027.",
            ),
            Placeholder(
                "what_it_means", "What they can and cannot do, as a sentence or two",
                "You cannot be on duty in that time. You can take duties again from 1 February 2027.",
            ),
            CONTACT,
            OWN_PAGE,
        ),
    ),
    Kind(
        "service_ended", "Service has ended", VOLUNTEER,
        "When a coordinator writes down that a volunteer’s service ends. Never where they died.",
        (
            NAME,
            STRAND,
            Placeholder("last_on", "Their last day", "31 December 2026"),
            Placeholder("since", "The day they began", "4 March 2019"),
            Placeholder(
                "what_happens", "That it ends, as a sentence", "Your service ends. Your last day is 31 December 2026."
            ),
            Placeholder("thanks", "Thanks, by how it ended", "Thank you for everything you have done."),
            CONTACT,
        ),
    ),
    Kind(
        "posted", "Moved to another area or unit", VOLUNTEER,
        "When a coordinator posts a volunteer to another area or unit.",
        (
            NAME, STRAND, FROM, Placeholder("where", "The unit and the area", "Taunton station, Somerset"), CONTACT,
            OWN_PAGE,
        ),
    ),
    Kind(
        "rank_changed", "Another rank or status", VOLUNTEER,
        "When a volunteer gets another rank, or moves on to the next patrol status.",
        (
            NAME,
            STRAND,
            FROM,
            Placeholder("after", "The new rank or status", "Special Sergeant"),
            Placeholder("before", "The one before", "Special Constable"),
            Placeholder(
                "what_changed", "The change, as a sentence",
                "Your rank changes from Special Constable to Special Sergeant on 14 December 2026.",
            ),
            CONTACT,
            OWN_PAGE,
        ),
    ),
    Kind(
        "turning_18", "A cadet turns 18 soon", VOLUNTEER,
        "90, 30 and 7 days before a cadet’s 18th birthday, while nothing is agreed. A guardian is sent a copy.",
        (NAME, TURNS, Placeholder("how_soon", "How soon that is, as a sentence", "That is in 30 days."), CONTACT),
        strands=("cadets",),
    ),
    Kind(
        "moved_on", "A cadet moves on at 18", VOLUNTEER,
        "When a coordinator has agreed with a cadet what comes after their 18th birthday, or when it ends by itself.",
        (
            NAME,
            TURNS,
            Placeholder("what_happens", "When it ends, as a sentence", "Your service as a police cadet ends then."),
            Placeholder(
                "what_next", "What they are invited to, with the page to apply on",
                "We would like you to be a Special Constable: https://volunteers.example/volunteer/specials",
            ),
            CONTACT,
        ),
        strands=("cadets",),
    ),
    Kind(
        "cadets_to_move_on", "Cadets who turn 18 soon", STAFF,
        "To coordinators cleared for children, on a day on which a cadet of theirs was told.",
        (
            Placeholder("count", "How many cadets", "3"),
            Placeholder("how_many", "How many, as a sentence", "3 cadets in your areas turn 18 soon."),
            Placeholder("link", "The page that lists them", "https://volunteers.example/staff/volunteers/turning-18"),
        ),
        is_of_strand=False,
    ),
)  # fmt: skip
