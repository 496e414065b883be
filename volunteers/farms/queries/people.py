"""Who is a member of Farm Watch today: they serve in it and are not suspended."""

from datetime import date

from sqlalchemy import ColumnElement, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.people.queries import serving_in
from volunteers.permissions import Viewer
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.FARM_WATCH


def serves(today: date) -> ColumnElement[bool]:
    """That a period of service makes someone a member today."""
    return serving_in(STRAND.value, today)


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
