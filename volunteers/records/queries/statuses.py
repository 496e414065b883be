"""What of a volunteer's status matters to their records: leave, which may not count, and suspension."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, ServiceStatus
from volunteers.people.rules.serving import StatusKind
from volunteers.records.rules import Spell


def leave_of(volunteer_ids: Collection[int]) -> dict[tuple[int, str], list[Spell]]:
    """Every leave of absence of these volunteers, by volunteer and strand; one query."""
    rows = db.session.execute(
        select(ServicePeriod.volunteer_id, ServicePeriod.strand, ServiceStatus.from_on, ServiceStatus.until_on)
        .join(ServicePeriod, ServicePeriod.id == ServiceStatus.service_period_id)
        .where(ServicePeriod.volunteer_id.in_(volunteer_ids), ServiceStatus.status == StatusKind.LEAVE)
        .where(ServiceStatus.replaced_at.is_(None))
    )
    found: dict[tuple[int, str], list[Spell]] = defaultdict(list)
    for volunteer_id, strand, from_on, until_on in rows:
        # Its last day is a day of leave; a spell ends on the day after.
        found[volunteer_id, strand].append(Spell(from_on, until_on + timedelta(days=1) if until_on else None))
    return found


def is_suspended(period_id: Any, day: date) -> ColumnElement[bool]:
    """Whether a period of service is suspended on a day."""
    row = ServiceStatus
    runs = (row.from_on <= day, or_(row.until_on.is_(None), row.until_on >= day), row.replaced_at.is_(None))
    return exists().where(row.service_period_id == period_id, row.status == StatusKind.SUSPENDED, *runs)
