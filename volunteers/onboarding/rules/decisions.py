"""Decisions that take two people: what they are called, when one is open, and who may make it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from volunteers.errors import Refusal
from volunteers.strands.rules import Stage, StageKind

ANOTHER = "another coordinator"
OWN_PROPOSAL = Refusal(
    "own_proposal", "You proposed this yourself, so you cannot decide on it. You can take it back.", ANOTHER
)
NOT_YOURS = Refusal("not_your_proposal", "Only the person who proposed this can take it back.")
WHY_NOT = Refusal("reason_needed", "Say why you do not agree.")


class DecisionKind(StrEnum):
    """What is decided."""

    DECLINE = "decline"
    CLEAR = "clear"

    @property
    def label(self) -> str:
        """As the act it is."""
        return {"decline": "Decline", "clear": "Clear for duty"}[self]

    @property
    def doing(self) -> str:
        """As it stands in a sentence: proposed ..."""
        return {"decline": "declining the applicant", "clear": "clearing the applicant for duty"}[self]


class DecisionOutcome(StrEnum):
    """What became of a proposal."""

    AGREED = "agreed"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return {"agreed": "agreed", "refused": "not agreed", "taken_back": "taken back"}[self]


@dataclass(frozen=True)
class ProposedDecision:
    """A decision as it was proposed, with names, and what became of it; ``outcome`` is None while it is open.

    ``is_moot`` says that the application has moved by itself meanwhile: its applicant withdrew.
    """

    id: int
    kind: DecisionKind
    stage: str
    reason: str | None
    details: dict[str, Any]
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    outcome: DecisionOutcome | None
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    is_moot: bool = False

    @property
    def is_open(self) -> bool:
        return self.outcome is None and not self.is_moot

    @property
    def refusal(self) -> Refusal:
        """Why nothing else is done to the application while this is open."""
        words = f"{self.proposed_by} proposed {self.kind.doing}. Until someone else decides, it stays where it is."
        return Refusal("waits_for_second", words, ANOTHER)

    @property
    def now(self) -> str:
        """How it stands, in a sentence without when."""
        if self.outcome is None:
            return "The application has moved on by itself." if self.is_moot else "It waits for a second person."
        return f"{self.decided_by} has {self._done}."

    @property
    def _done(self) -> str:
        return {
            DecisionOutcome.AGREED: "agreed to it",
            DecisionOutcome.REFUSED: "not agreed to it",
            DecisionOutcome.TAKEN_BACK: "taken it back",
        }[self.outcome or DecisionOutcome.TAKEN_BACK]


def kind_of(there: Stage) -> DecisionKind | None:
    """The decision that a move to a stage is; None for a move that is none."""
    kinds = {StageKind.UNSUCCESSFUL: DecisionKind.DECLINE, StageKind.APPOINTED: DecisionKind.CLEAR}
    return kinds.get(there.kind)


def refusals_to_decide(proposal: ProposedDecision, *, by: int, agrees: bool, note: str) -> list[Refusal]:
    """What stands in the way of a decision by that account; the proposal is open."""
    if proposal.proposed_by_id == by:
        return [OWN_PROPOSAL]
    return [] if agrees or note.strip() else [WHY_NOT]


def refusals_to_take_back(proposal: ProposedDecision, *, by: int) -> list[Refusal]:
    """What stands in the way of taking a proposal back; it is open."""
    return [] if proposal.proposed_by_id == by else [NOT_YOURS]
