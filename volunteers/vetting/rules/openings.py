"""Opening a vetting file: why, and for how long."""

from datetime import timedelta

# Long enough to read a file and make a call, short enough that a screen left alone shows nothing the next time.
OPEN_FOR = timedelta(minutes=30)
# How many openings of a week are put before the auditors (threat T18, assurance.md 1).
SAMPLED = 10

REASONS: tuple[tuple[str, str], ...] = (
    ("begin", "To begin the vetting"),
    ("enquiries", "To go on with enquiries"),
    ("outcome", "To record an outcome"),
    ("second_opinion", "To decide on a colleague’s proposal"),
    ("new_information", "New information has come in"),
    ("question", "To answer a question about the case"),
    ("appeal", "An appeal"),
)


def reason_in_words(code: str) -> str:
    """The reason as it was read when it was chosen."""
    return dict(REASONS).get(code, code.replace("_", " "))
