"""An application on its way, to the applicant."""

from volunteers.notifications.rules.catalogue.kinds import APPLICANT, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import LINK, NAME, REFERENCE, STRAND

ABOUT = (NAME, REFERENCE, STRAND, LINK)

KINDS = (
    Kind(
        "application_submitted", "We have your application", APPLICANT,
        "At once, when someone sends their application.",
        ABOUT,
    ),
    Kind(
        "application_moved", "News about an application under way", APPLICANT,
        "When an application moves to another stage. The news itself stands behind the sign-in.", ABOUT,
    ),
    Kind(
        "application_closed", "News about an application that ended", APPLICANT,
        "When an application ends without a place. Why stands behind the sign-in, never in the message.", ABOUT,
    ),
    Kind(
        "application_withdrawn", "An application was stopped, as they asked", APPLICANT,
        "At once, when someone stops their own application.", ABOUT,
    ),
    Kind(
        "cleared_for_duty", "Cleared for duty", APPLICANT,
        "When an applicant becomes a volunteer and can be put on duties.",
        (NAME, REFERENCE, STRAND, Placeholder("link", "The duties that are open", "https://volunteers.example/duties")),
    ),
    Kind(
        "guardian_answered", "A parent or guardian has answered", APPLICANT,
        "To the young person, when their parent or guardian has said yes or no.", ABOUT, strands=("cadets",),
    ),
)  # fmt: skip
