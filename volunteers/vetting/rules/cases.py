"""A vetting case as it is listed, and which applications wait to be vetted."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, Lateness, Strand
from volunteers.vetting.rules.outcomes import CaseKind

# A serving volunteer's vetting is looked at again from so long before it lapses.
RENEWED_WITHIN = timedelta(days=90)
URGENT_WITHIN = timedelta(days=30)


class CaseState(StrEnum):
    """Where a case stands with the officer who has it."""

    NEW = "new"
    UNDER_WAY = "under_way"
    PROPOSED = "proposed"
    OVER = "over"

    @property
    def label(self) -> str:
        return STATES[self][0]

    @property
    def tone(self) -> str:
        return STATES[self][1]


STATES = {
    CaseState.NEW: ("Not opened yet", "waiting"),
    CaseState.UNDER_WAY: ("Under way", "good"),
    CaseState.PROPOSED: ("Waits for a second officer", "fair"),
    CaseState.OVER: ("The application has ended", "quiet"),
}
TONES = {Lateness.ON_TIME: "good", Lateness.SLOW: "fair", Lateness.OVERDUE: "poor"}


@dataclass(frozen=True)
class Waiting:
    """Where the applications of a strand wait for one of its checks by a vetting officer."""

    strand: str
    version: int
    code: str
    stages: tuple[str, ...]


@dataclass(frozen=True)
class CaseLine:
    """One of an officer's own cases. ``name`` is empty until they opened it."""

    id: int
    reference: str
    kind: CaseKind
    strand: str
    area: str
    level: str
    name: str
    days: int
    lateness: Lateness
    due_words: str
    state: CaseState

    @property
    def tone(self) -> str:
        return TONES[self.lateness]


@dataclass(frozen=True)
class ProposalLine:
    """A proposal that waits for a second officer."""

    case_id: int
    reference: str
    strand: str
    area: str
    outcome: str
    proposed_by: str
    proposed_on: date


def vetting_check(strand: Strand) -> CheckDefinition | None:
    """The check of a strand that is made in this room; None where nobody is vetted for it."""
    return next((check for check in strand.checks if check.recorded_by is Permission.VETTING_SET), None)


def waiting_in(strand: Strand, version: int) -> Waiting | None:
    """The open stages whose usual next one needs the vetting check, in one version of the strand's pipeline."""
    check, pipeline = vetting_check(strand), strand.pipeline
    if check is None:
        return None
    stages = tuple(stage.code for stage in pipeline.open_stages if check.code in pipeline.gathered_at(stage.code))
    return Waiting(strand.code, version, check.code, stages) if stages else None


def renewal_lateness(until: date | None, on: date) -> Lateness:
    """How pressing it is that vetting lapses: overdue once it has, slow in its last thirty days."""
    if until is None or until - on > URGENT_WITHIN:
        return Lateness.ON_TIME
    return Lateness.OVERDUE if until < on else Lateness.SLOW


def state_of(*, is_over: bool, is_proposed: bool, was_opened: bool) -> CaseState:
    """Where a case stands."""
    if is_over:
        return CaseState.OVER
    if is_proposed:
        return CaseState.PROPOSED
    return CaseState.UNDER_WAY if was_opened else CaseState.NEW
