"""What applicants are told of their appointments."""

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, Kind, Placeholder

PERSON = (
    Placeholder("name", "The applicant's name", "Sam Okafor"),
    Placeholder("reference", "The reference of the application", "SC-4F7K-2M9Q"),
    Placeholder("strand", "The kind of volunteering", "Special Constabulary"),
)
WHAT = Placeholder("what", "What it is, as it stands inside a sentence", "an interview")
PLACE = (
    Placeholder("title", "The title of the session", "Panel interview"),
    Placeholder("when", "When the session is", "Monday 7 December 2026, 6:30pm to 7:15pm", is_required=True),
    Placeholder("place", "Where the session is", "Bath Police Station"),
)
SESSION = (
    *PLACE,
    Placeholder("address", "The address of the place, where it was given", "Manvers Street, Bath BA1 1JN"),
    Placeholder("notes", "The notes for applicants, where there are any", "Bring photo identification."),
)
CONTACT = Placeholder("contact", "Where to write to us", "special-constabulary@force.example")
OWN = "https://volunteers.example/my-applications/SC-4F7K-2M9Q/appointments"

LINK = Placeholder("link", "The applicant’s own page", "https://volunteers.example/my-applications/SC-4F7K-2M9Q")


def _said(name: str, meaning: str, example: str) -> Placeholder:
    return Placeholder(name, f"{meaning}, as a sentence", example)


KINDS = (
    Kind(
        "appointment_invited",
        "Choose a time for an appointment",
        APPLICANT,
        "When staff invite them to choose among some sessions.",
        (
            *PERSON,
            WHAT,
            Placeholder("times", "The times and places to choose from, one on a line", "Monday 7 December 2026, 6pm"),
            Placeholder("reply_by", "The day to answer by", "1 December 2026", is_required=True),
            LINK,
        ),
    ),
    Kind(
        "appointment_booked",
        "Your appointment is booked",
        APPLICANT,
        "When they book or move an appointment, or staff book it for them.",
        (
            *PERSON,
            *SESSION,
            _said("what_happened", "That they have a place", "You have a place. Your appointment is:"),
            LINK,
        ),
    ),
    Kind(
        "appointment_changed",
        "Your appointment has changed",
        APPLICANT,
        "When the time, place or notes of a session change for which they have a place or wait.",
        (
            *PERSON,
            *SESSION,
            Placeholder("old_when", "When it was to be before", "Monday 7 December 2026, 6pm to 7pm"),
            _said("what_happened", "What has changed", "Something has changed about your appointment. It is now:"),
            LINK,
        ),
    ),
    Kind(
        "appointment_cancelled",
        "Your appointment is cancelled",
        APPLICANT,
        "When they give up their place, staff take them off, or the session is cancelled.",
        (
            *PERSON,
            *PLACE,
            Placeholder("reason", "Why, where staff did it", "The panel is not complete"),
            _said("what_happened", "Who did it", "This appointment is cancelled, so please do not come:"),
            _said("what_next", "What to do now", "Please choose another time at"),
            LINK,
        ),
    ),
    Kind(
        "appointment_place_free",
        "A place came free for you",
        APPLICANT,
        "When the first on a waiting list is given a place that came free.",
        (*PERSON, *SESSION, LINK),
    ),
    Kind(
        "appointment_reminder",
        "A reminder of an appointment",
        APPLICANT,
        "The day before, and a week before a course.",
        (
            *PERSON,
            *SESSION,
            WHAT,
            Placeholder("day", "How far off it is", "tomorrow"),
            Placeholder("until", "The last moment to move or cancel it, if not past", "6pm on Sunday 6 December 2026"),
            CONTACT,
            _said("if_not", "What to do if they cannot come", "If you cannot come, move or cancel it at"),
            Placeholder("link", "The page of the appointment", f"{OWN}/12", is_required=True),
        ),
    ),
    Kind(
        "appointment_nudge",
        "A reminder to choose a time",
        APPLICANT,
        "Two days before the day to answer by, when they have not.",
        (
            *PERSON,
            Placeholder("appointment", "What it is, after the word your", "interview"),
            Placeholder("reply_by", "The day to answer by", "1 December 2026", is_required=True),
            CONTACT,
            Placeholder("link", "The page to choose on", f"{OWN}/choose/12", is_required=True),
        ),
    ),
)  # fmt: skip
