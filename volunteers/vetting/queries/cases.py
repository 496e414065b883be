"""An officer's own cases, and the proposals that wait for them as the second one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import DeclaredRelation
from volunteers.people.models import Account, RoleGrant, Volunteer
from volunteers.permissions import Permission, Role, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Lateness, Strand, in_words, lateness
from volunteers.vetting.models import VettingAcquaintance, VettingCase, VettingOpening, VettingProposal
from volunteers.vetting.queries.queue import count_waiting
from volunteers.vetting.queries.scope import in_scope, is_over
from volunteers.vetting.rules import CaseKind, CaseLine, ProposalLine, level_wanted, name_of, renewal_lateness, state_of

MOST_CASES = 200


@dataclass(frozen=True)
class Desk:
    """The front page of the room: an officer's own cases, proposals of colleagues, and how many wait unassigned."""

    cases: tuple[CaseLine, ...]
    proposals: tuple[ProposalLine, ...]
    waiting: int


@dataclass(frozen=True)
class Colleague:
    """Another officer to whom a case could go."""

    id: int
    name: str


def get_desk(viewer: Viewer) -> Desk:
    """What an officer comes to first, in four queries, and one for each changed pipeline the process has not read."""
    return Desk(tuple(_own_cases(viewer)), tuple(_proposals(viewer)), count_waiting(viewer))


def line_of(case: VettingCase, viewer: Viewer) -> CaseLine:
    """One case as it is listed."""
    row = db.session.execute(_lines(viewer).where(VettingCase.id == case.id)).one()
    return _line(*row)


def list_colleagues(case: VettingCase) -> list[Colleague]:
    """The officers whose scope a case is in, but for the one who has it, its person, and those who know them."""
    grants = select(RoleGrant.account_id).where(RoleGrant.role == Role.VETTING_OFFICER)
    known = select(VettingAcquaintance.officer_id).where(VettingAcquaintance.account_id == case.account_id)
    declared = (
        select(DeclaredRelation.account_id)
        .join(Application, Application.id == DeclaredRelation.application_id)
        .where(Application.account_id == case.account_id)
    )
    accounts = db.session.scalars(
        select(Account)
        .where(
            Account.id.in_(grants), Account.disabled_at.is_(None), Account.id != case.account_id,
            Account.id != case.assigned_to_id, Account.id.not_in(known), Account.id.not_in(declared),
        )
        .order_by(Account.full_name, Account.id)
    )  # fmt: skip
    return [Colleague(each.id, each.full_name) for each in accounts if _may_take(each, case)]


def level_of(strand: Strand, code: str, role: str | None) -> str:
    """The code of the level wanted; empty where nobody said."""
    roles = {each.code: each.nppv_level for each in current_force().roles}
    return level_wanted(strand.check(code).level, roles.get(role or ""))


def area_name(code: str | None) -> str:
    """The name of an area."""
    return current_force().area_names.get(code or "", code or "No area given")


def _may_take(account: Account, case: VettingCase) -> bool:
    found = Viewer(account.id, account.full_name, frozenset(grant.as_grant() for grant in account.role_grants))
    return found.may_in(Permission.VETTING_READ, case.strand, case.area)


def _own_cases(viewer: Viewer) -> list[CaseLine]:
    own = _lines(viewer).where(in_scope(viewer), VettingCase.assigned_to_id == viewer.account_id)
    rows = db.session.execute(own.order_by(VettingCase.waiting_since, VettingCase.id).limit(MOST_CASES))
    return [_line(*row) for row in rows]


def _lines(viewer: Viewer) -> Any:
    opened = exists().where(VettingOpening.case_id == VettingCase.id, VettingOpening.by_id == viewer.account_id)
    proposed = exists().where(VettingProposal.case_id == VettingCase.id, VettingProposal.decided_at.is_(None))
    return (
        select(VettingCase, Application, Volunteer, opened, proposed)
        .outerjoin(Application, Application.id == VettingCase.application_id)
        .outerjoin(Volunteer, Volunteer.id == VettingCase.volunteer_id)
    )


def _line(
    case: VettingCase, application: Application | None, volunteer: Volunteer | None, opened: bool, proposed: bool
) -> CaseLine:
    strand = strand_of(application) if application else get_strand(case.strand)
    level = level_of(strand, case.code, application.role if application else None)
    on = clock.today()
    late, due = _lateness(case, application, strand, on)
    name = volunteer.name if volunteer else application.name if application else ""
    return CaseLine(
        id=case.id,
        reference=case.reference,
        kind=case.kind,
        strand=strand.name,
        area=area_name(case.area),
        level=name_of(level, current_force().vetting_levels),
        name=name if opened else "",
        days=(on - clock.on(case.waiting_since)).days,
        lateness=late,
        due_words=due,
        state=state_of(is_over=is_over(case, application), is_proposed=proposed, was_opened=opened),
    )


def _lateness(case: VettingCase, application: Application | None, strand: Strand, on: date) -> tuple[Lateness, str]:
    """By the days of the stage for an applicant, by the last good day for someone who serves; reviews have neither."""
    if case.kind is CaseKind.RENEWAL:
        words = in_words(case.until_on) if case.until_on else ""
        return renewal_lateness(case.until_on, on), f"Runs out on {words}" if words else ""
    if case.kind is CaseKind.REVIEW or application is None or strand.pipeline.stage(application.stage).is_final:
        return Lateness.ON_TIME, ""
    stage = strand.pipeline.stage(application.stage)
    return lateness(stage, since=clock.on(application.stage_since), on=on), ""


def _proposals(viewer: Viewer) -> Sequence[ProposalLine]:
    rows = db.session.execute(
        select(VettingCase, VettingProposal, Account.full_name)
        .join(VettingProposal, VettingProposal.case_id == VettingCase.id)
        .join(Account, Account.id == VettingProposal.proposed_by_id)
        .where(
            in_scope(viewer), VettingProposal.decided_at.is_(None),
            VettingProposal.proposed_by_id != viewer.account_id,
        )
        .order_by(VettingProposal.proposed_at, VettingProposal.id)
        .limit(MOST_CASES)
    )  # fmt: skip
    return [
        ProposalLine(
            case.id, case.reference, get_strand(case.strand).name, area_name(case.area), proposal.outcome.label, name,
            clock.on(proposal.proposed_at),
        )
        for case, proposal, name in rows
    ]  # fmt: skip
