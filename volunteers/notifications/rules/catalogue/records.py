"""To volunteers, about their evidence, reviews and years of service, and to those who sign for them."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, VOLUNTEER, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME, STRAND

OWN_RECORD = Placeholder("link", "The volunteer’s own record", "https://volunteers.example/my-record")

KINDS = (
    Kind(
        "evidence_waiting", "Evidence waits for your signature", STAFF,
        "On Monday morning, at most once a week, to those who are asked to sign evidence.",
        (
            NAME,
            Placeholder("how_many", "How much waits", "3 pieces of evidence"),
            Placeholder("oldest", "How long the oldest has waited", "12 days"),
            Placeholder("link", "The list to sign", "https://volunteers.example/staff/records/signatures"),
        ),
        is_of_strand=False,
        group="staff_alerts",
    ),
    Kind(
        "evidence_sent_back", "A piece of evidence was sent back", VOLUNTEER,
        "When an officer cannot sign a piece of evidence as it is written.",
        (
            NAME,
            Placeholder("skill", "The skill it shows", "Stop and search"),
            Placeholder("duty", "The day of the duty", "14 December 2026"),
            Placeholder("signer", "The officer", "Owen Marsh"),
            Placeholder("words", "What the officer wrote", "Please say which grounds you had."),
            Placeholder("link", "The piece of evidence", "https://volunteers.example/my-record/evidence/481"),
        ),
        strands=("special_constabulary",),
    ),
    Kind(
        "review_written", "A review was written for you", VOLUNTEER,
        "When a supervisor or coordinator has written down a review.",
        (
            NAME,
            Placeholder("writer", "Who wrote it", "Owen Marsh"),
            Placeholder("held", "The day it was held", "14 December 2026"),
            Placeholder("link", "The review", "https://volunteers.example/my-record/reviews/12"),
        ),
    ),
    Kind(
        "service_milestone", "Thank you for years of service", VOLUNTEER,
        "On the day on which a volunteer completes years of service that are marked.",
        (
            NAME,
            STRAND,
            Placeholder("years", "How many years", "5 years"),
            Placeholder("day", "The day", "14 December 2026"),
            OWN_RECORD,
        ),
    ),
)  # fmt: skip
