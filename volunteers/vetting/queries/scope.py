"""Which cases an officer may have to do with: in their scope, never their own, never someone they know."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from volunteers.applications.models import Application
from volunteers.errors import NotFound
from volunteers.extensions import LARGEST_ID, db
from volunteers.onboarding.models import DeclaredRelation
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand
from volunteers.vetting.models import VettingAcquaintance, VettingCase, VettingOpening, VettingProposal


def may_have(viewer: Viewer, account_id: Any) -> ColumnElement[bool]:
    """The condition that a person is neither the officer nor someone the officer said, anywhere, that they know."""
    known = exists().where(
        VettingAcquaintance.officer_id == viewer.account_id, VettingAcquaintance.account_id == account_id
    )
    theirs = aliased(Application)
    declared = (
        exists()
        .where(DeclaredRelation.account_id == viewer.account_id, theirs.account_id == account_id)
        .where(theirs.id == DeclaredRelation.application_id)
    )
    return and_(account_id != viewer.account_id, ~known, ~declared)


def in_scope(viewer: Viewer) -> ColumnElement[bool]:
    """The open cases of the officer's strands and areas that they may have."""
    return and_(
        VettingCase.closed_at.is_(None),
        viewer.within(Permission.VETTING_READ, VettingCase.strand, VettingCase.area),
        may_have(viewer, VettingCase.account_id),
    )


def is_second(viewer: Viewer) -> ColumnElement[bool]:
    """The cases with a proposal of somebody else that waits for a second officer."""
    return exists().where(
        VettingProposal.case_id == VettingCase.id,
        VettingProposal.decided_at.is_(None),
        VettingProposal.proposed_by_id != viewer.account_id,
    )


def get_case(case_id: int, viewer: Viewer, *, locked: bool = False) -> VettingCase:
    """An open case that is the officer's, or that waits for them as the second one; raises ``NotFound`` for any other.

    ``locked`` until the unit of work ends, and as it stands now, so that two acts come one after the other.
    """
    wanted = select(VettingCase).where(
        VettingCase.id == case_id,
        in_scope(viewer),
        or_(VettingCase.assigned_to_id == viewer.account_id, is_second(viewer)),
    )
    if locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalars(wanted).one_or_none() if case_id <= LARGEST_ID else None
    if found is None:
        raise NotFound(f"no vetting case {case_id} for this viewer")
    return found


def find_closed(case_id: int, viewer: Viewer) -> VettingCase | None:
    """A closed case that was theirs to act on when it closed: for a page that was open meanwhile."""
    took_part = exists().where(
        VettingProposal.case_id == VettingCase.id,
        or_(VettingProposal.proposed_by_id == viewer.account_id, VettingProposal.decided_by_id == viewer.account_id),
    )
    opened = exists().where(VettingOpening.case_id == VettingCase.id, VettingOpening.by_id == viewer.account_id)
    if case_id > LARGEST_ID:
        return None
    return db.session.scalars(
        select(VettingCase).where(
            VettingCase.id == case_id,
            VettingCase.closed_at.is_not(None),
            viewer.within(Permission.VETTING_READ, VettingCase.strand, VettingCase.area),
            may_have(viewer, VettingCase.account_id),
            or_(VettingCase.assigned_to_id == viewer.account_id, took_part, opened),
        )
    ).one_or_none()


def find_opening(case: VettingCase, viewer: Viewer, at: datetime) -> VettingOpening | None:
    """The officer's opening of a file that lasts at a moment, or None."""
    return db.session.scalars(
        select(VettingOpening)
        .where(VettingOpening.case_id == case.id, VettingOpening.by_id == viewer.account_id, VettingOpening.until > at)
        .order_by(VettingOpening.until.desc())
        .limit(1)
    ).one_or_none()


def find_proposal(case: VettingCase) -> VettingProposal | None:
    """The proposal of a case that waits for a second officer, or None."""
    waiting = select(VettingProposal).where(VettingProposal.case_id == case.id, VettingProposal.decided_at.is_(None))
    return db.session.scalars(waiting.execution_options(populate_existing=True)).one_or_none()


def find_application(case: VettingCase) -> Application | None:
    """The application a case is about, or through which its volunteer came."""
    return db.session.get(Application, case.application_id) if case.application_id else None


def is_over(case: VettingCase, application: Application | None) -> bool:
    """Whether an application ended without its applicant becoming a volunteer: nothing is vetted any more."""
    if case.volunteer_id is not None or application is None or application.volunteer_id is not None:
        return False
    return get_strand(application.strand).pipeline.stage(application.stage).is_final
