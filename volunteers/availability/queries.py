"""What volunteers said of their time, read for the rules, for their own page and for staff."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, select

from volunteers import clock
from volunteers.availability.models import SpecialDays, Statement, TimeOfWeek
from volunteers.availability.rules import Availability, Exceptional, TimeKind, WeeklyTime
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Permission, Viewer


@dataclass(frozen=True)
class Days:
    """Days that are different, with the number by which they are taken out."""

    id: int
    first_on: date
    last_on: date
    is_away: bool
    note: str


@dataclass(frozen=True)
class Said:
    """What one volunteer said, for a page. ``said_at`` is None when they never said anything."""

    availability: Availability
    days: tuple[Days, ...]
    said_at: datetime | None


def get_availabilities(volunteer_ids: Collection[int]) -> dict[int, Availability]:
    """What each of these said, from today on, in two statements; those who said nothing are left out."""
    ids = list(set(volunteer_ids))
    times: dict[tuple[int, TimeKind | None], list[WeeklyTime]] = defaultdict(list)
    minutes: dict[int, int] = {}
    for row in db.session.execute(
        select(Statement.volunteer_id, Statement.job_minutes, TimeOfWeek.kind, TimeOfWeek.starts, TimeOfWeek.ends)
        .outerjoin(TimeOfWeek, TimeOfWeek.volunteer_id == Statement.volunteer_id)
        .where(Statement.volunteer_id.in_(ids))
        .order_by(Statement.volunteer_id, TimeOfWeek.starts)
    ):
        minutes[row.volunteer_id] = row.job_minutes
        if row.kind is not None:
            times[row.volunteer_id, row.kind].append(WeeklyTime(row.starts, row.ends))
    days = _days_to_come(minutes) if minutes else {}
    found = {}
    for one, said in minutes.items():
        job = tuple(times[one, TimeKind.JOB])
        exceptions = tuple(Exceptional(d.first_on, d.last_on, d.is_away, d.note) for d in days.get(one, ()))
        fixed = sum(each.minutes for each in job)
        found[one] = Availability(tuple(times[one, TimeKind.USUAL]), job, exceptions, max(said, fixed))
    return found


def get_own_id(viewer: Viewer) -> int:
    """The volunteer this viewer is; raises ``NotFound`` when they are none."""
    found = db.session.scalar(select(Volunteer.id).where(Volunteer.account_id == viewer.account_id))
    if found is None:
        raise NotFound(f"account {viewer.account_id} is no volunteer")
    return found


def get_said(volunteer_id: int, viewer: Viewer) -> Said:
    """What one volunteer said: for themselves, and for staff who may read their record; otherwise ``NotFound``."""
    readable = exists().where(
        ServicePeriod.volunteer_id == Volunteer.id,
        viewer.within(Permission.VOLUNTEER_READ, ServicePeriod.strand, ServicePeriod.area),
    )
    row = db.session.execute(
        select(Volunteer.id, Statement.said_at)
        .outerjoin(Statement, Statement.volunteer_id == Volunteer.id)
        .where(and_(Volunteer.id == volunteer_id, readable | (Volunteer.account_id == viewer.account_id)))
    ).one_or_none()
    if row is None:
        raise NotFound(f"no volunteer {volunteer_id} for account {viewer.account_id}")
    if row.said_at is None:
        return Said(Availability(), (), None)
    days = tuple(_days_to_come([volunteer_id]).get(volunteer_id, ()))
    return Said(get_availabilities([volunteer_id])[volunteer_id], days, row.said_at)


def _days_to_come(volunteer_ids: Collection[int]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    rows = db.session.scalars(
        select(SpecialDays)
        .where(SpecialDays.volunteer_id.in_(list(volunteer_ids)), SpecialDays.last_on >= clock.today())
        .order_by(SpecialDays.first_on, SpecialDays.id)
    )
    for one in rows:
        found[one.volunteer_id].append(Days(one.id, one.first_on, one.last_on, one.is_away, one.note))
    return found
