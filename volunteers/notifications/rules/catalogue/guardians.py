"""To the parents and guardians of young people."""

from volunteers.notifications.rules.catalogue.kinds import GUARDIAN, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

CADETS = ("cadets",)
YOUNG_PERSON = Placeholder("young_person", "The young person", "Robin T")
LINK = Placeholder(
    "link", "The guardian’s own page, which works for 14 days", "https://volunteers.example/guardian/k3uT0b…",
    is_required=True,
)  # fmt: skip

KINDS = (
    Kind(
        "guardian_asked", "Do you agree?", GUARDIAN, "When a young person names their parent or guardian.",
        (NAME, YOUNG_PERSON, LINK), CADETS,
    ),
    Kind(
        "guardian_reminder", "We wait for your answer", GUARDIAN,
        "Once, a week after they were asked, if they did not answer.",
        (NAME, YOUNG_PERSON, LINK), CADETS,
    ),
    Kind(
        "guardian_link", "A new link", GUARDIAN, "When a parent or guardian asks for a new link to their page.",
        (NAME, YOUNG_PERSON, LINK), CADETS,
    ),
    Kind(
        "guardian_copied", "A copy of what we wrote to a young person", GUARDIAN,
        "With every message to someone under 18. The copy is in the words the young person got.",
        (
            Placeholder("guardian", "The parent or guardian", "Sam Tiller"),
            YOUNG_PERSON,
            Placeholder(
                "copy", "What the young person was sent: its subject and its words",
                "News about your application CA-4F7K-2M9Q\n\nDear Robin\n\nThere is news about your application.",
                is_required=True,
            ),
            Placeholder("link", "Where they ask for a link to their page", "https://volunteers.example/guardian"),
        ),
        CADETS,
    ),
)  # fmt: skip
