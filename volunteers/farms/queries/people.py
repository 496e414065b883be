"""Who is a member of Farm Watch today: they serve in it and are not suspended."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, ServiceStatus, Volunteer
from volunteers.people.rules import StatusKind
from volunteers.permissions import Viewer
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.FARM_WATCH


def serves(today: date) -> ColumnElement[bool]:
    """That a period of service makes someone a member today."""
    suspended = exists().where(
        ServiceStatus.service_period_id == ServicePeriod.id, ServiceStatus.replaced_at.is_(None),
        ServiceStatus.status == StatusKind.SUSPENDED, ServiceStatus.from_on <= today,
        or_(ServiceStatus.until_on.is_(None), ServiceStatus.until_on >= today),
    )  # fmt: skip
    return and_(
        ServicePeriod.strand == STRAND.value, ServicePeriod.started_on <= today,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > today), ~suspended,
    )  # fmt: skip


def find_membership(viewer: Viewer) -> ServicePeriod | None:
    """The viewer's own service in Farm Watch today; None for who is no member."""
    return db.session.scalars(
        select(ServicePeriod)
        .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
        .where(Volunteer.account_id == viewer.account_id, serves(clock.today()))
        .limit(1)
    ).first()


def get_membership(viewer: Viewer) -> ServicePeriod:
    """The viewer's own service in Farm Watch today; raises ``NotFound``."""
    found = find_membership(viewer)
    if found is None:
        raise NotFound(f"account {viewer.account_id} is no member of Farm Watch")
    return found
