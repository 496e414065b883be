"""The one next step of an application, in words, for the person who looks at it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.guardians.rules import Consent
from volunteers.onboarding.rules.consent import CONSENT_CHECK
from volunteers.onboarding.rules.decisions import ProposedDecision
from volunteers.onboarding.rules.declines import HeldDecline
from volunteers.onboarding.rules.waiting import begun, decision_is_due, listed
from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, CheckFact, MoveOption, Party, Stage, StageKind, Strand, in_words

May = Callable[[Permission], bool]


class StepKind(StrEnum):
    """What the button of the next step leads to, if there is one."""

    MOVE = "move"
    CLEAR = "clear"
    RECORD = "record"
    DECIDE = "decide"
    SECOND = "second"
    HELD = "held"
    WAIT = "wait"


@dataclass(frozen=True)
class NextStep:
    """``words`` say what comes next; ``button`` names the act, and ``target`` its stage or check."""

    kind: StepKind
    words: str
    button: str = ""
    target: str = ""


@dataclass(frozen=True)
class Case:
    """What the next step depends on."""

    strand: Strand
    stage: Stage
    facts: Mapping[str, CheckFact]
    options: Sequence[MoveOption]
    on: date
    may: May
    is_own: bool = False
    consent: Consent | None = None
    proposal: ProposedDecision | None = None
    held: HeldDecline | None = None
    viewer_id: int = 0
    takes_two: bool = False

    @property
    def onward(self) -> MoveOption | None:
        """The usual next move, where this person may make it at all."""
        code = self.stage.moves[0] if self.stage.moves else None
        return next((option for option in self.options if option.stage.code == code), None)

    @property
    def in_the_way(self) -> tuple[Refusal, ...]:
        """What stands in the way of the usual next move; what was proposed says for itself what it waits for."""
        return self.onward.refusals if self.onward and self.proposal is None and self.held is None else ()

    @property
    def missing(self) -> list[CheckDefinition]:
        """The checks that the next stage waits for and that this person may see."""
        return [
            self.strand.check(code)
            for code in self.strand.pipeline.gathered_at(self.stage.code)
            if not (code in self.facts and self.facts[code].holds_on(self.on))
        ]

    @property
    def recordable(self) -> list[CheckDefinition]:
        """Those of the missing checks that this person records on a page of the check, now."""
        waiting = {check.code for check in self.to_retake if not self._may_try(check)}
        return [
            check
            for check in self.missing
            if self.may(check.recorded_by)
            and check.recorded_by is not Permission.VETTING_SET
            and check.code not in (self.recorded_by_ringing, *waiting)
        ]

    @property
    def recorded_by_ringing(self) -> str | None:
        """A guardian's consent has no page of its own, once a guardian was named."""
        return CONSENT_CHECK if self.consent is not None else None

    @property
    def failed(self) -> list[CheckDefinition]:
        """Those that were not passed, with no other attempt left."""
        return [
            check for check in self.missing if check.code in self.facts and self.facts[check.code].has_failed_for_good
        ]

    @property
    def to_retake(self) -> list[CheckDefinition]:
        """Those that were not passed and may be taken again."""
        known = {code for code, fact in self.facts.items() if fact.again_from is not None}
        return [check for check in self.missing if check.code in known]

    def again_from(self, check: CheckDefinition) -> date:
        """From when one of those may be taken again."""
        first = self.facts[check.code].again_from
        if first is None:
            raise AssertionError("asked of one that may be taken again")
        return first

    def _may_try(self, check: CheckDefinition) -> bool:
        return self.again_from(check) <= self.on


def next_step(case: Case) -> NextStep:
    """What to do now, and who has to do it. One answer, always."""
    if case.stage.is_final:
        return NextStep(StepKind.WAIT, _ended(case))
    if case.is_own:
        return NextStep(StepKind.WAIT, "This is your own application. Someone else has to act on it.")
    if case.held is not None:
        words = "Declined. The applicant has not been told yet."
        return NextStep(StepKind.HELD, words, "Take it back", str(case.held.id))
    return _second(case, case.proposal) if case.proposal else _own_turn(case)


def _own_turn(case: Case) -> NextStep:
    if case.onward is None:
        return _without_moves(case)
    if case.failed:
        names = listed([check.name for check in case.failed])
        words = f"{names} {'was' if len(case.failed) == 1 else 'were'} not passed. Decide whether it ends here."
        return NextStep(StepKind.DECIDE, words, "Decide what happens")
    if case.missing:
        return _gather(case)
    return _onward(case, case.onward)


def _ended(case: Case) -> str:
    if case.stage.kind is StageKind.APPOINTED:
        return "Cleared for duty. Nothing more to do here."
    return f"This application ended at {case.stage.name}. Nothing more to do here."


def _second(case: Case, proposal: ProposedDecision) -> NextStep:
    """What was proposed waits for someone else than whoever proposed it."""
    target, here = str(proposal.id), proposal.kind.doing
    if proposal.proposed_by_id == case.viewer_id:
        words = f"You proposed {here}. Another coordinator has to decide."
        return NextStep(StepKind.SECOND, words, "See what you proposed", target)
    words = f"{proposal.proposed_by} proposed {here}. It waits for a second person, who may be you."
    return NextStep(StepKind.SECOND, words, "Agree or refuse", target)


def _without_moves(case: Case) -> NextStep:
    """For someone who records checks and moves nothing on: the vetting officer."""
    recordable = case.recordable
    if recordable:
        check = recordable[0]
        return NextStep(StepKind.RECORD, f"Record the outcome: {check.name}.", f"Record {check.name}", check.code)
    return NextStep(StepKind.WAIT, "What you record is in. The coordinator goes on from here.")


def _gather(case: Case) -> NextStep:
    if case.consent is not None and case.consent.awaits_call and case.may(Permission.GUARDIAN_CONFIRM):
        words = "The parent or guardian agrees. Ring them: their consent counts only then."
        return NextStep(StepKind.RECORD, words, "See whom to ring", CONSENT_CHECK)
    recordable = case.recordable
    parties = dict.fromkeys(check.waiting_on.label for check in case.missing)
    tries = [
        f"{check.name} was not passed: try again from {in_words(case.again_from(check))}." for check in case.to_retake
    ]
    waits = " ".join([*tries, f"Waits on {listed(list(parties))}."])
    if not recordable:
        return NextStep(StepKind.WAIT, waits)
    first = recordable[0]
    if first.waiting_on is Party.COORDINATOR and not tries:
        return NextStep(StepKind.RECORD, f"Record the result: {first.name}.", f"Record {first.name}", first.code)
    return NextStep(StepKind.RECORD, f"{waits} When a result comes in, record it.", f"Record {first.name}", first.code)


def _onward(case: Case, onward: MoveOption) -> NextStep:
    there = onward.stage
    if there.kind is StageKind.APPOINTED:
        return _clear(case, there)
    if decision_is_due(case.strand, case.stage.code, case.facts, case.on):
        words = f"Everything {case.stage.name} gathers is in. Move the application to {there.name}."
    elif case.stage.waiting_on is Party.COORDINATOR:
        words = f"{begun(case.stage.name)} is with you. When it is done, move the application to {there.name}."
    else:
        words = f"Waits on {case.stage.waiting_on.label}. When that is done, move it to {there.name}."
    return NextStep(StepKind.MOVE, words, f"Move to {there.name}", there.code)


def _clear(case: Case, there: Stage) -> NextStep:
    words, button = "Everything is in. They can be cleared for duty.", "Clear for duty"
    if case.takes_two:
        words, button = f"{words} A second person has to agree.", "Propose clearing for duty"
    return NextStep(StepKind.CLEAR, words, button, there.code)
