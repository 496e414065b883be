"""Declined applications: the one that is not told yet, and what was told."""

from collections.abc import Sequence

from sqlalchemy import select

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models.declines import Decline
from volunteers.onboarding.rules.declines import DeclineOutcome, HeldDecline, ToldDecline
from volunteers.people.models import Account
from volunteers.permissions import Viewer

OPEN = Decline.outcome.is_(None)


def find_held_decline(application_id: int) -> HeldDecline | None:
    """The decline that an applicant has not been told of, if there is one. One of an application that ended is moot."""
    row = db.session.execute(
        select(Decline, Account.full_name)
        .join(Account, Account.id == Decline.decided_by_id)
        .join(Application, Application.id == Decline.application_id)
        .where(Decline.application_id == application_id, OPEN, Application.stage == Decline.stage)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    held, name = row
    return HeldDecline(held.id, held.reason, held.feedback, name, held.decided_at, held.goes_out_at)


def held_declines(application_ids: Sequence[int]) -> frozenset[int]:
    """Those of these applications that were declined and not told yet; one statement, none for none."""
    if not application_ids:
        return frozenset()
    held = select(Decline.application_id).where(OPEN, Decline.application_id.in_(application_ids))
    return frozenset(db.session.scalars(held))


def find_told_decline(application_id: int, viewer: Viewer) -> ToldDecline | None:
    """What the applicant themselves was told when they were declined; None for anyone else."""
    found = db.session.scalars(
        select(Decline)
        .join(Application, Application.id == Decline.application_id)
        .where(
            Decline.application_id == application_id,
            Decline.outcome == DeclineOutcome.TOLD,
            Application.account_id == viewer.account_id,
        )
        .order_by(Decline.id.desc())
        .limit(1)
    ).first()
    if found is None or found.ended_at is None or found.appeal_until is None:
        return None
    return ToldDecline(found.reason, found.feedback, found.ended_at, found.appeal_until)


def list_due_declines(*, limit: int = 500) -> Sequence[int]:
    """Those whose pause is over, the oldest first."""
    due = select(Decline.id).where(OPEN, Decline.goes_out_at <= clock.now())
    return db.session.scalars(due.order_by(Decline.goes_out_at, Decline.id).limit(limit)).all()
