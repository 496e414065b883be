"""To staff who look after the service and those who use it."""

from volunteers.notifications.rules.catalogue.kinds import STAFF, Kind, Placeholder
from volunteers.notifications.rules.catalogue.shared import NAME

KINDS = (
    Kind(
        "vetting_sample_drawn", "The weekly sample of vetting openings", STAFF,
        "Every week, to auditors, when the lot has drawn openings of vetting files to look at.",
        (NAME, Placeholder("link", "The page of the sample", "https://volunteers.example/staff/vetting-sample")),
        is_of_strand=False,
    ),
    Kind(
        "findings_made", "The daily check found something", STAFF,
        "To administrators and auditors, when the daily look for impossible records finds something new.",
        (
            Placeholder("new", "How many findings are new", "1"),
            Placeholder("wrong", "How many there are altogether", "3"),
            Placeholder("link", "The page of findings", "https://volunteers.example/staff/findings"),
        ),
        is_of_strand=False,
    ),
    Kind(
        "report_made", "A report was made", STAFF,
        "To whoever asked for a link, when a quarterly report or an annual return was made from a published release.",
        (
            Placeholder("report", "Which report it is", "Quarterly report to the Commissioner"),
            Placeholder("cut_off", "The last day of its quarter or year", "30 September 2026"),
            Placeholder("link", "The page of the report", "https://volunteers.example/staff/trends/reports"),
        ),
        is_of_strand=False,
    ),
)  # fmt: skip
