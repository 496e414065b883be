"""To volunteers, about their duties."""

from volunteers.notifications.rules.catalogue.kinds import VOLUNTEER, Kind, Placeholder

TITLE = Placeholder("title", "What the duty is", "Harbour Festival patrol")
WHEN = Placeholder("when", "The day and the hours", "Saturday 12 December 2026, 10am to 6pm")
DUTY = (TITLE, WHEN, Placeholder("meeting_place", "Where to meet", "Bridewell Police Station, front office"))
OTHERS = Placeholder("link", "The duties that are open", "https://volunteers.example/duties")

KINDS = (
    Kind(
        "signed_up", "You have a place on a duty", VOLUNTEER,
        "When a volunteer takes a place on a duty, or a supervisor gives them one.",
        (
            *DUTY,
            Placeholder("post", "What they do there", "Foot patrol"),
            Placeholder("link", "The page of the duty", "https://volunteers.example/duties/481"),
        ),
        group="my_duties",
    ),
    Kind(
        "withdrawn_from_duty", "You are no longer on a duty", VOLUNTEER,
        "When a volunteer gives up their place, or a supervisor takes them off.",
        (
            TITLE,
            WHEN,
            Placeholder(
                "what_happened", "Who did it, as a sentence", "You have given up your place on this duty:"
            ),
            Placeholder("why", "Why a supervisor took them off; else empty", "Why: The duty is smaller"),
            Placeholder(
                "what_next", "What to do now, as a sentence",
                "Thank you for telling us. Other duties you can do are at",
            ),
            OTHERS,
        ),
        group="my_duties",
    ),
    Kind(
        "duty_cancelled", "A duty has been cancelled", VOLUNTEER,
        "When a duty is called off, to everyone who was on it.",
        (*DUTY, Placeholder("reason", "Why", "The event is moved to next year"), OTHERS),
        group="my_duties",
    ),
    Kind(
        "duty_changed", "A duty you are on has changed", VOLUNTEER,
        "When the time, the place or what there is to know of a duty is changed, to everyone who is on it.",
        (
            *DUTY,
            Placeholder("changes", "What is different, a sentence on each line", "It now starts at 7pm, not 6pm."),
            Placeholder("link", "The page of the duty, to confirm", "https://volunteers.example/duties/481"),
        ),
        group="my_duties",
    ),
    Kind(
        "duty_reminder", "A reminder of a duty", VOLUNTEER,
        "Before each duty they have a place on, as long before as they chose: a day, unless they chose otherwise.",
        (
            *DUTY,
            Placeholder("day", "How far off it is, as a few words", "tomorrow"),
            Placeholder("post", "What they do there", "Foot patrol"),
            Placeholder("link", "The page of the duty", "https://volunteers.example/duties/481"),
        ),
        group="reminders",
    ),
)  # fmt: skip
