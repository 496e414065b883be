"""Declining and clearing, which take a second person where the force says so: proposed, agreed, refused, taken back.

Pages come here with every move. ``moves.advance`` and ``clearing.clear_for_duty`` are what is done in the end.
"""

from collections.abc import Mapping

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.onboarding.models import Decision, Decline
from volunteers.onboarding.queries import DECISION_PERMISSIONS, get_proposal
from volunteers.onboarding.rules import (
    Clearing,
    DecisionKind,
    DecisionOutcome,
    ProposedDecision,
    kind_of,
    refusals_to_decide,
    refusals_to_take_back,
)
from volunteers.onboarding.rules.declines import Declining, declining, refusals_to_decline
from volunteers.onboarding.service.checks import mark_decision
from volunteers.onboarding.service.clearing import clear_for_duty, judge_clearing
from volunteers.onboarding.service.declines import hold
from volunteers.onboarding.service.moves import advance, judge_move
from volunteers.onboarding.service.taking import refuse_if_moved, refuse_if_proposed, take
from volunteers.permissions import Viewer
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules import Strand
from volunteers.strands.rules.reasons import ReasonKind

DECLINE_INSTEAD = Refusal("decline_instead", "Someone is declined on a page of its own, with a reason they are told.")
NOT_PERMITTED = Refusal("not_permitted", "You do not have the right to decide on this.")


def move(application_id: int, to_stage: str, *, seen_stage: str, reason: str | None, by: Viewer) -> None:
    """Move an application as ``advance`` does; declining someone has a way of its own, so it is refused here."""
    application = take(application_id, by=by)
    there = strand_of(application).pipeline.find(to_stage)
    if there is not None and kind_of(there) is DecisionKind.DECLINE:
        raise Refused(DECLINE_INSTEAD)
    advance(application_id, to_stage, seen_stage=seen_stage, reason=reason, by=by)


def decline(application_id: int, *, code: str | None, feedback: str, seen_stage: str, by: Viewer) -> Decision | Decline:
    """Decline someone for a reason of the kept list: held until the pause is over, or proposed where it takes two.

    ``feedback`` is what they are told beside the reason. Refused as a move is, and without a reason.
    """
    application = take(application_id, by=by)
    strand = strand_of(application)
    refuse_if_moved(application, strand, seen_stage)
    refuse_if_proposed(application)
    reasons = list_reasons(ReasonKind.DECLINE, application.strand)
    if refusals := refusals_to_decline(code, feedback, reasons):
        raise Refused(refusals)
    said = declining(code or "", feedback, reasons)
    _judge_decline(application, strand, said, by)
    if not current_force().decisions.take_two(application.strand):
        return hold(application, said, by=by)
    return _propose(application, DecisionKind.DECLINE, by, reason=said.reason, details=said.as_stored())


def clear(application_id: int, *, clearing: Clearing, seen_stage: str, by: Viewer) -> Decision | None:
    """Clear someone for duty as ``clear_for_duty`` does; only proposed where it takes two. The proposal, if so."""
    application = take(application_id, by=by)
    if not current_force().decisions.take_two(application.strand):
        clear_for_duty(application_id, clearing=clearing, seen_stage=seen_stage, by=by)
        return None
    strand = strand_of(application)
    refuse_if_moved(application, strand, seen_stage)
    refuse_if_proposed(application)
    judge_clearing(application, strand, clearing, by=by)
    return _propose(application, DecisionKind.CLEAR, by, details=clearing.as_stored())


def decide(application_id: int, decision_id: int, *, agrees: bool, note: str, by: Viewer) -> Application:
    """Agree to a proposal, which does what it says, judged anew; or refuse it with the reason, and nothing happens.

    A decline that is agreed to is held for the pause, as any other.

    ``Conflict`` when someone has decided or taken it back since. Refused for whoever proposed it, on one's own
    application, and with everything that stands in the way now.
    """
    application, decision, proposal = _take(application_id, decision_id, by)
    if refusals := refusals_to_decide(proposal, by=by.account_id, agrees=agrees, note=note):
        raise Refused(refusals)
    _close(decision, DecisionOutcome.AGREED if agrees else DecisionOutcome.REFUSED, by, note=note)
    if not agrees:
        _stand(application)
    elif proposal.kind is DecisionKind.DECLINE:
        strand, said = strand_of(application), Declining.read(proposal.details, proposal.reason)
        _judge_decline(application, strand, said, by)
        hold(application, said, by=by)
    else:
        clearing = Clearing.read(proposal.details)
        clear_for_duty(application.id, clearing=clearing, seen_stage=proposal.stage, by=by)
    return application


def take_back(application_id: int, decision_id: int, *, by: Viewer) -> Application:
    """End one's own proposal; nothing happens. Refused and in conflict as above."""
    application, decision, proposal = _take(application_id, decision_id, by)
    if refusals := refusals_to_take_back(proposal, by=by.account_id):
        raise Refused(refusals)
    _close(decision, DecisionOutcome.TAKEN_BACK, by)
    _stand(application)
    return application


def _judge_decline(application: Application, strand: Strand, said: Declining, by: Viewer) -> None:
    there = strand.pipeline.unsuccessful.code
    if refusals := judge_move(application, strand, there, reason=said.reason, by=by, on=clock.today()):
        raise Refused(refusals)


def _propose(
    application: Application, kind: DecisionKind, by: Viewer, *, reason: str | None = None,
    details: Mapping[str, str | int | None] | None = None,
) -> Decision:  # fmt: skip
    decision = Decision(
        application_id=application.id, kind=kind, stage=application.stage, reason=reason, details=dict(details or {}),
        proposed_by_id=by.account_id, proposed_at=clock.now(),
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    _stand(application)
    _record("decision_proposed", decision, by)
    return decision


def _take(application_id: int, decision_id: int, by: Viewer) -> tuple[Application, Decision, ProposedDecision]:
    """All of it locked and open: who decides first is first."""
    application = take(application_id, by=by)
    proposal = get_proposal(application.id, decision_id)
    if not by.may_in(DECISION_PERMISSIONS[proposal.kind], application.strand, application.area):
        raise Refused(NOT_PERMITTED)
    if not proposal.is_open:
        raise Conflict(Refusal("decided_meanwhile", f"This does not wait any more. {proposal.now}"))
    decision = db.session.scalars(select(Decision).where(Decision.id == decision_id)).one()
    return application, decision, proposal


def _close(decision: Decision, outcome: DecisionOutcome, by: Viewer, *, note: str = "") -> None:
    decision.outcome, decision.decided_by_id, decision.decided_at = outcome, by.account_id, clock.now()
    decision.note = note.strip() or None
    db.session.flush()
    _record(f"decision_{outcome.value}", decision, by)


def _stand(application: Application) -> None:
    mark_decision(application, strand_of(application), on=clock.today())


def _record(act: str, decision: Decision, by: Viewer) -> None:
    record(
        act, subject="application", subject_id=decision.application_id, by=by.account_id, decision=decision.id,
        kind=decision.kind.value,
    )  # fmt: skip
