"""Why someone's document is opened, and what is done with it, in words. The history holds codes and numbers only."""

from collections.abc import Mapping

from volunteers.documents.rules.kinds import DocumentKind

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
ACTS = {
    "document_added": "document sent",
    "document_removed": "document removed",
    "document_opened": "document opened",
    "document_infected": "document had a virus, and was deleted",
}


def in_words(reason: str) -> str:
    """The reason as it was read when it was chosen."""
    return dict(REASONS).get(reason, "Their own document" if reason == OWN else reason.replace("_", " "))


def act_in_words(act: str, details: Mapping[str, object]) -> tuple[str, str | None] | None:
    """What was done with which kind of document, and why where that was asked; None for any other act."""
    if act not in ACTS:
        return None
    kind, reason = DocumentKind(str(details["kind"])), details.get("reason")
    return f"{kind.staff_label} {ACTS[act]}", in_words(str(reason)) if reason else None
