"""Duties that repeat: made from one duty on the days of a rule, each of them once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, DutySeries, DutyState
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.queries.series import Occurrence, list_occurrences
from volunteers.rosters.rules import DutyContent, in_words
from volunteers.rosters.rules.recurrence import Repeat, refusals_to_repeat, rule_of
from volunteers.rosters.service.duties import Origin, add_duty, lock_duty, refuse


@dataclass(frozen=True)
class MadeSeries:
    """A series, and how many duties were added to it."""

    id: int
    made: int


def repeat_duty(duty_id: int, repeat: Repeat, *, publish: bool, by: Viewer) -> MadeSeries:
    """Have a duty again on the days of a rule, all of them or none. Run again with the same rule, it adds nothing.

    Refused without an end, for more than 200 times or 18 months, for a duty that is cancelled or over or repeats by
    another rule, and when any day of it could not be planned. A day whose hours the clocks skip is left out.
    """
    duty = lock_duty(duty_id, by)
    if duty.state is DutyState.CANCELLED or duty.starts_at <= clock.now():
        refuse("over", "Only a duty that is to come can repeat. Create a new one.")
    content = content_of(duty)
    first = duty.series_on or content.starts_at.date()
    if refusals := refusals_to_repeat(repeat, first):
        raise Refused(refusals)
    series = _series_of(duty, content, rule_of(repeat, first), by)
    made = _make_days(series, list_occurrences(repeat, content, first=first), content, publish, by)
    record("repeated_duty", subject="duty", subject_id=duty.id, by=by.account_id, rule=series.rule, made=made)
    return MadeSeries(series.id, made)


def _series_of(duty: Duty, content: DutyContent, rule: str, by: Viewer) -> DutySeries:
    if duty.series_id is not None:
        series = db.session.get_one(DutySeries, duty.series_id)
        if (series.rule, series.first_on) != (rule, duty.series_on):
            refuse("repeats_already", "This duty is one of a series already. Create a new duty, and repeat that one.")
        return series
    first = content.starts_at.date()
    series = DutySeries(
        strand=duty.strand, area=duty.area, rule=rule, first_on=first, last_on=first, starts=content.starts_at.time(),
        ends=content.ends_at.time(), created_by_id=by.account_id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    duty.series_id, duty.series_on = series.id, first
    db.session.flush()
    return series


def _make_days(series: DutySeries, days: list[Occurrence], content: DutyContent, publish: bool, by: Viewer) -> int:
    there = set(db.session.scalars(select(Duty.series_on).where(Duty.series_id == series.id)))
    missing = [day for day in days if day.on not in there and not day.is_skipped]
    for day in missing:
        with on_day(day.on):
            origin = Origin(series_id=series.id, series_on=day.on)
            add_duty(_copied(content, day), strand=series.strand, publish=publish, by=by, origin=origin)
    series.last_on = max([series.last_on, *(day.on for day in days)])
    return len(missing)


def _copied(content: DutyContent, day: Occurrence) -> DutyContent:
    """The same duty on another day: its posts are new ones, and people sign up until as long before it."""
    starts_at, ends_at = (clock.in_london(moment) for moment in day.hours.moments)
    posts = tuple(replace(post, id=None) for post in content.posts)
    until = as_long_before(content, starts_at)
    return replace(content, starts_at=starts_at, ends_at=ends_at, sign_up_until=until, posts=posts)


def as_long_before(content: DutyContent, starts_at: datetime) -> datetime | None:
    """Until when people sign up for a duty that starts then: as many days before, at the same time of day."""
    if content.sign_up_until is None:
        return None
    gap = content.starts_at.replace(tzinfo=None) - content.sign_up_until.replace(tzinfo=None)
    return clock.in_london(clock.from_london(starts_at.replace(tzinfo=None) - gap))


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Say of which day a refusal is."""
    try:
        yield
    except Refused as fault:
        said = [replace(one, message=f"{in_words(day)}: {one.message}") for one in fault.refusals]
        raise Refused(said) from fault
