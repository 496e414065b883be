"""Decisions that wait for a second person, and those of one application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import Decision
from volunteers.onboarding.rules import DecisionKind, ProposedDecision
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand

MOST_SHOWN = 200
MOST_OF_ONE = 50
MOST_COUNTED = 100
PERMISSIONS = {DecisionKind.DECLINE: Permission.APPLICATION_MOVE, DecisionKind.CLEAR: Permission.APPLICATION_CLEAR}
# One that has moved by itself, since its applicant withdrew, leaves nothing to decide.
STANDS = Decision.outcome.is_(None) & (Application.stage == Decision.stage)


@dataclass(frozen=True)
class WaitingDecision:
    """One line of the list of decisions that wait for a second person."""

    id: int
    reference: str
    name: str
    strand: str
    area: str
    kind: DecisionKind
    proposed_by: str
    proposed_on: date
    days: int
    is_own_proposal: bool
    is_own_application: bool

    @property
    def may_decide(self) -> bool:
        return not (self.is_own_proposal or self.is_own_application)

    @property
    def why_not(self) -> str:
        """Why this person does not decide it."""
        if self.is_own_application:
            return "This is your own application."
        return "You proposed it. Someone else decides." if self.is_own_proposal else ""


def list_waiting_decisions(viewer: Viewer) -> list[WaitingDecision]:
    """Those in the viewer's scope, the oldest first; one statement."""
    areas, today = current_force().area_names, clock.today()
    rows = db.session.execute(
        _waiting(viewer, Decision, Application, Account.full_name)
        .join(Account, Account.id == Decision.proposed_by_id)
        .order_by(Decision.proposed_at, Decision.id)
        .limit(MOST_SHOWN)
    )
    return [
        WaitingDecision(
            id=decision.id,
            reference=application.reference,
            name=application.name or "No name given",
            strand=get_strand(application.strand).name,
            area=areas.get(application.area or "", "No area given"),
            kind=decision.kind,
            proposed_by=proposed_by,
            proposed_on=(on := clock.on(decision.proposed_at)),
            days=(today - on).days,
            is_own_proposal=decision.proposed_by_id == viewer.account_id,
            is_own_application=application.account_id == viewer.account_id,
        )
        for decision, application, proposed_by in rows
    ]


def count_waiting_decisions(viewer: Viewer) -> int:
    """How many this viewer could decide now, at most a hundred; one statement."""
    theirs = _waiting(viewer, Decision.id).where(
        Decision.proposed_by_id != viewer.account_id, Application.account_id != viewer.account_id
    )
    return db.session.scalar(select(func.count()).select_from(theirs.limit(MOST_COUNTED).subquery())) or 0


def kinds_waiting(application_ids: Sequence[int]) -> dict[int, DecisionKind]:
    """What is proposed about each of these applications, for those about which something is; one statement."""
    if not application_ids:
        return {}
    rows = db.session.execute(
        select(Decision.application_id, Decision.kind)
        .join(Application, Application.id == Decision.application_id)
        .where(STANDS, Decision.application_id.in_(application_ids))
    )
    return {row.application_id: row.kind for row in rows}


def list_proposals(application_id: int) -> list[ProposedDecision]:
    """Every decision of one application, the newest first; one statement."""
    return [_proposal(*row) for row in db.session.execute(_proposals(application_id))]


def find_open_proposal(application_id: int) -> ProposedDecision | None:
    """What waits for a second person about an application, if anything does."""
    row = db.session.execute(_proposals(application_id).where(STANDS)).one_or_none()
    return _proposal(*row) if row else None


def get_proposal(application_id: int, decision_id: int) -> ProposedDecision:
    """One decision of an application; raises ``NotFound``, also for one of another application."""
    row = db.session.execute(_proposals(application_id).where(Decision.id == decision_id)).one_or_none()
    if row is None:
        raise NotFound(f"no decision {decision_id} about application {application_id}")
    return _proposal(*row)


def _waiting(viewer: Viewer, *columns: Any) -> Select[*tuple[Any, ...]]:
    within = viewer.within(Permission.APPLICATION_MOVE, Application.strand, Application.area)
    return select(*columns).join(Application, Application.id == Decision.application_id).where(STANDS, within)


def _proposals(application_id: int) -> Select[*tuple[Any, ...]]:
    proposer, decider = aliased(Account), aliased(Account)
    return (
        select(Decision, Application.stage, proposer.full_name, decider.full_name)
        .join(Application, Application.id == Decision.application_id)
        .join(proposer, proposer.id == Decision.proposed_by_id)
        .outerjoin(decider, decider.id == Decision.decided_by_id)
        .where(Decision.application_id == application_id)
        .order_by(Decision.id.desc())
        .limit(MOST_OF_ONE)
        .execution_options(populate_existing=True)
    )


def _proposal(decision: Decision, stage: str, proposed_by: str, decided_by: str | None) -> ProposedDecision:
    return ProposedDecision(
        decision.id, decision.kind, decision.stage, decision.reason, decision.details, decision.proposed_by_id,
        proposed_by, decision.proposed_at, decision.outcome, decided_by, decision.decided_at, decision.note,
        is_moot=decision.outcome is None and decision.stage != stage,
    )  # fmt: skip
