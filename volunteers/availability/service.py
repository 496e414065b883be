"""Volunteers say when they can be on duty. Each says it for themselves only, and what was said last counts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as put

from volunteers import clock
from volunteers.availability.models import SpecialDays, Statement, TimeOfWeek
from volunteers.availability.rules import (
    MOST_TIMES,
    TimeKind,
    WeeklyTime,
    distinct,
    refusals_to_add_days,
)
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer


def set_usual(volunteer_id: int, times: Iterable[WeeklyTime], *, by: Viewer) -> None:
    """Put these in place of the usual times; none: they say nothing of them, which stops nothing."""
    _claim(volunteer_id, by)
    _replace(volunteer_id, TimeKind.USUAL, times)
    record("usual times said", subject="volunteer", subject_id=volunteer_id, by=by.account_id)


def set_day_job(volunteer_id: int, times: Iterable[WeeklyTime], *, minutes: int = 0, by: Viewer) -> None:
    """Put these in place of the day job; ``minutes`` a week are for a job without fixed times."""
    _claim(volunteer_id, by).job_minutes = minutes
    _replace(volunteer_id, TimeKind.JOB, times)
    record("day job said", subject="volunteer", subject_id=volunteer_id, by=by.account_id)


def add_away(volunteer_id: int, first_on: date, last_on: date, *, note: str = "", by: Viewer) -> SpecialDays:
    """Write down days on which they are away; refuses days that are over or the wrong way round."""
    return _add_days(volunteer_id, first_on, last_on, is_away=True, note=note, by=by)


def add_special(volunteer_id: int, first_on: date, last_on: date, *, note: str = "", by: Viewer) -> SpecialDays:
    """Write down days on which they can although they usually cannot; refuses as ``add_away`` does."""
    return _add_days(volunteer_id, first_on, last_on, is_away=False, note=note, by=by)


def remove(days_id: int, *, by: Viewer) -> None:
    """Take out days; raises ``NotFound`` for those of anyone else. Days taken out already are left so."""
    days = db.session.scalar(
        select(SpecialDays)
        .join(Volunteer, Volunteer.id == SpecialDays.volunteer_id)
        .where(SpecialDays.id == days_id, Volunteer.account_id == by.account_id)
    )
    if days is None:
        raise NotFound(f"no days {days_id} of account {by.account_id}")
    _claim(days.volunteer_id, by)
    db.session.delete(days)
    record("days taken out", subject="volunteer", subject_id=days.volunteer_id, by=by.account_id)


def _claim(volunteer_id: int, by: Viewer) -> Statement:
    """The volunteer's row, made when there is none, and locked: two of their own pages act one after the other."""
    own = select(Volunteer.id).where(Volunteer.id == volunteer_id, Volunteer.account_id == by.account_id)
    if db.session.scalar(own) is None:
        raise NotFound(f"no volunteer {volunteer_id} for account {by.account_id}")
    now = clock.now()
    row = put(Statement).values(volunteer_id=volunteer_id, job_minutes=0, said_at=now)
    db.session.execute(row.on_conflict_do_update(index_elements=[Statement.volunteer_id], set_={"said_at": now}))
    return db.session.get_one(Statement, volunteer_id, populate_existing=True)


def _replace(volunteer_id: int, kind: TimeKind, times: Iterable[WeeklyTime]) -> None:
    kept = distinct(times)
    if len(kept) > MOST_TIMES:
        raise Refused([Refusal("many", f"Enter {MOST_TIMES} times or fewer.")])
    db.session.execute(delete(TimeOfWeek).where(TimeOfWeek.volunteer_id == volunteer_id, TimeOfWeek.kind == kind))
    rows = [{"volunteer_id": volunteer_id, "kind": kind, "starts": one.starts, "ends": one.ends} for one in kept]
    if rows:
        db.session.execute(insert(TimeOfWeek), rows)


def _add_days(volunteer_id: int, first_on: date, last_on: date, *, is_away: bool, note: str, by: Viewer) -> SpecialDays:
    _claim(volunteer_id, by)
    today = clock.today()
    to_come = (SpecialDays.volunteer_id == volunteer_id, SpecialDays.last_on >= today)
    count = db.session.scalar(select(func.count()).where(*to_come)) or 0
    if refusals := refusals_to_add_days(first_on, last_on, today=today, count=count):
        raise Refused(refusals)
    days = SpecialDays(
        volunteer_id=volunteer_id, first_on=first_on, last_on=last_on, is_away=is_away, note=note, said_at=clock.now()
    )
    db.session.add(days)
    db.session.flush()
    act = "away said" if is_away else "special day said"
    record(act, subject="volunteer", subject_id=volunteer_id, by=by.account_id, days_id=days.id)
    return days
