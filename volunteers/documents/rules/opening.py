"""Why a member of staff opens someone's document. A word from a list, so that the history holds nothing personal."""

REASONS: tuple[tuple[str, str], ...] = (
    ("check_identity", "To check who they are"),
    ("check_right_to_work", "To check that they may work in the UK"),
    ("check_driving", "To check that they may drive"),
    ("look_at_tattoos", "To look at a tattoo or photograph"),
    ("check_qualification", "To check a qualification"),
    ("answer_question", "To answer a question from the applicant"),
    ("put_right", "To find out whether the right file was sent"),
    ("legal_request", "For a complaint or a legal request"),
)
OWN = "own_document"


def in_words(reason: str) -> str:
    """The reason as it was read when it was chosen."""
    return dict(REASONS).get(reason, "Their own document" if reason == OWN else reason.replace("_", " "))
