"""To referees, and to applicants about them."""

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, REFEREE, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME, REFERENCE

ASKED = (
    NAME,
    Placeholder("applicant", "Who gave their name", "Robin Ames"),
    Placeholder("until", "Until when they can answer", "14 December 2026"),
    Placeholder("link", "The referee’s own page", "https://volunteers.example/reference/k3uT0b…", is_required=True),
)
ABOUT = (
    NAME,
    REFERENCE,
    Placeholder(
        "link", "The applicant’s page of referees", "https://volunteers.example/my-applications/SC-4F7K-2M9Q/references"
    ),
)

KINDS = (
    Kind("reference_asked", "Can you give a reference?", REFEREE, "When an application comes to references.", ASKED),
    Kind("reference_reminder", "A reminder to answer", REFEREE, "Some days later, while there is no answer.", ASKED),
    Kind("reference_given", "Thank you for your reference", REFEREE, "At once, when a referee sends theirs.", (NAME,)),
    Kind(
        "referees_wanted", "Tell us who can give a reference", APPLICANT,
        "When an application comes to references and too few people are named, or one cannot give theirs.",
        (
            *ABOUT,
            Placeholder(
                "request", "How many people are wanted and why, as a sentence",
                "We need to know 2 people who can give you a reference. Please name them:",
            ),
        ),
    ),
    Kind(
        "reference_overdue", "We wait for a reference", APPLICANT,
        "When a referee has not answered for some time. It names nobody.", ABOUT,
    ),
    Kind(
        "referee_unreachable", "We could not reach a referee", APPLICANT,
        "When our message to a referee came back, or they say that they are not the one. It names nobody.", ABOUT,
    ),
)  # fmt: skip
