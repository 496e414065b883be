"""One piece of evidence that a member has shown a skill, and what makes it impossible."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.strands.rules import in_words


class EvidenceState(StrEnum):
    """How a piece of evidence stands. What was signed stays signed: withdrawing it is an act of its own."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    SIGNED = "signed"
    TAKEN_BACK = "taken_back"


class Act(StrEnum):
    """What a signer does with a piece."""

    SIGN = "sign"
    SEND_BACK = "send_back"


WORDS = {
    EvidenceState.WAITING: "Waiting for a signature",
    EvidenceState.SENT_BACK: "Sent back to you",
    EvidenceState.SIGNED: "Signed",
    EvidenceState.TAKEN_BACK: "Taken back",
}
TONES = {
    EvidenceState.WAITING: "waiting",
    EvidenceState.SENT_BACK: "poor",
    EvidenceState.SIGNED: "good",
    EvidenceState.TAKEN_BACK: "waiting",
}


@dataclass(frozen=True)
class Piece:
    """What a member showed: on which duty, what happened, and where or under which incident if they like."""

    skill: str
    duty_on: date
    what: str
    place: str = ""
    incident: str = ""


def refusals_of_piece(piece: Piece, *, serving_since: date, on: date) -> list[Refusal]:
    """Why the day of a piece cannot be; empty when it can."""
    if piece.duty_on > on:
        return [Refusal("duty_in_future", "The date of the duty cannot be in the future.")]
    if piece.duty_on < serving_since:
        words = f"The date of the duty must be on or after {in_words(serving_since)}, the first day of service."
        return [Refusal("duty_before_service", words)]
    return []
