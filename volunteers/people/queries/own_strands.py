"""Who serves in a strand on a day; for the viewer asked by every card of their own page, and read once for all."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from volunteers import clock
from volunteers.extensions import db, remembered
from volunteers.people.models import ServicePeriod, ServiceStatus, Volunteer
from volunteers.people.rules.serving import StatusKind
from volunteers.permissions import Viewer


def serves_in(viewer: Viewer, strand: str) -> bool:
    """Whether the viewer serves in a strand today, and is not suspended from it."""
    served = remembered(f"strands of account {viewer.account_id}", lambda: _strands(viewer.account_id))
    return strand in served


def is_member(account_id: int, strand: str, on: date) -> bool:
    """Whether an account's holder serves in a strand on a day or is to later, suspended or not."""
    runs = or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on)
    wanted = select(ServicePeriod.id).join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
    wanted = wanted.where(Volunteer.account_id == account_id, ServicePeriod.strand == strand, runs)
    return db.session.scalars(wanted.limit(1)).first() is not None


def serving_in(strand: str, on: date) -> ColumnElement[bool]:
    """That a period of service is one of a strand that runs on a day, and its volunteer is not suspended then."""
    return and_(ServicePeriod.strand == strand, _runs(on))


def _runs(on: date) -> ColumnElement[bool]:
    suspended = exists().where(
        ServiceStatus.service_period_id == ServicePeriod.id, ServiceStatus.replaced_at.is_(None),
        ServiceStatus.status == StatusKind.SUSPENDED, ServiceStatus.from_on <= on,
        or_(ServiceStatus.until_on.is_(None), ServiceStatus.until_on >= on),
    )  # fmt: skip
    return and_(
        ServicePeriod.started_on <= on,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on), ~suspended,
    )  # fmt: skip


def _strands(account_id: int) -> frozenset[str]:
    today = clock.today()
    return frozenset(
        db.session.scalars(
            select(ServicePeriod.strand)
            .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
            .where(Volunteer.account_id == account_id, _runs(today))
        )
    )
