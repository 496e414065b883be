"""What staff see of a volunteer's hours, and the units there are to choose from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, true

from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.models import HoursTotal
from volunteers.people.models import ServicePeriod
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit

CERTIFY = Permission.HOURS_CERTIFY
MONTHS = 3
T = HoursTotal


@dataclass(frozen=True)
class RecentMonth:
    """What counts of a volunteer's month in the viewer's scope, and what of it is certified."""

    month: date
    counted: int
    certified: int

    @property
    def is_certified(self) -> bool:
        return self.counted == self.certified


def list_recent(volunteer_id: int, viewer: Viewer) -> list[RecentMonth]:
    """The last three months, the latest first; nothing where the viewer sees none of this volunteer's service."""
    this = clock.month_of(clock.today())
    first = clock.add_months(this, 1 - MONTHS)
    serves = select(ServicePeriod.id).where(
        ServicePeriod.volunteer_id == volunteer_id, viewer.within(CERTIFY, ServicePeriod.strand, ServicePeriod.area)
    )
    if db.session.scalar(serves.limit(1)) is None:
        return []
    rows = db.session.execute(
        select(T.month, func.sum(T.booked + T.claimed + T.adjusted), func.sum(T.certified))
        .where(T.volunteer_id == volunteer_id, T.month >= first, viewer.within(CERTIFY, T.strand, T.area))
        .group_by(T.month)
    )
    known = {month: (int(counted), int(certified)) for month, counted, certified in rows}
    return [RecentMonth(month, *known.get(month, (0, 0))) for month in reversed(clock.months_between(first, this))]


def list_units(viewer: Viewer, strand: str, area: str | None) -> list[tuple[str, str]]:
    """The units in scope in which someone of this strand serves or served, by name."""
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(
            Unit.id.in_(
                select(ServicePeriod.unit_id).where(
                    ServicePeriod.strand == strand, viewer.within(CERTIFY, ServicePeriod.strand, ServicePeriod.area)
                )
            ),
            Unit.area == area if area else true(),
        )
        .order_by(Unit.name, Unit.id)
    )
    return [(str(number), name) for number, name in rows]
