"""Changing and calling off several duties of a series at once: this one and those after it, or all to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries.contents import content_of, get_planned
from volunteers.rosters.queries.hours import hours_on
from volunteers.rosters.rules import DutyContent, PostPlan
from volunteers.rosters.service.cancelling import cancel
from volunteers.rosters.service.changing import STALE, hold_to_change, make_change
from volunteers.rosters.service.duties import refuse
from volunteers.rosters.service.series import as_long_before, on_day


def change_series(duty_id: int, asked: DutyContent, *, seen: str, reach: str, by: Viewer) -> int:
    """Change a duty, and what is changed of it in the others of its series too; how many there were.

    ``reach`` is "following" or "all". All of them or none: the refusals of a day begin with it. ``Conflict`` when
    the duty is not as its page showed it (``seen``).
    """
    held = [hold_to_change(one, by) for one in _reached(get_planned(duty_id, by), reach, by)]
    duty = next((one for one in held if one.id == duty_id), None)
    shown = content_of(duty) if duty else None
    if duty is None or shown is None or shown.digest != seen:
        raise Conflict(STALE)
    make_change(duty, asked, by)
    for other in held:
        if other is not duty:
            with on_day(clock.on(other.starts_at)):
                make_change(other, _likewise(content_of(other), shown, asked), by)
    return len(held)


def cancel_series(duty_id: int, *, reason: str, reach: str, by: Viewer) -> int:
    """Call a duty off, and others of its series with it, as ``cancel`` does each; how many there were."""
    reached = _reached(get_planned(duty_id, by), reach, by)
    if not reached:
        refuse("nothing_left", "No duty of this series is to come.")
    for one in reached:
        cancel(one, reason=reason, by=by)
    return len(reached)


def _reached(duty: Duty, reach: str, by: Viewer) -> Sequence[int]:
    """The duties of its series to come, in the order of their numbers, so that no two acts wait for each other."""
    if duty.series_id is None or reach == "one":
        return [duty.id]
    query = select(Duty.id).where(
        Duty.series_id == duty.series_id, Duty.state != DutyState.CANCELLED, Duty.starts_at > clock.now(),
        by.within(Permission.DUTY_EDIT, Duty.strand, Duty.area),
    )  # fmt: skip
    if reach == "following":
        query = query.where(Duty.series_on >= duty.series_on)
    return list(db.session.scalars(query.order_by(Duty.id)))


def _likewise(own: DutyContent, shown: DutyContent, asked: DutyContent) -> DutyContent:
    """Another duty with the same changes: what was not changed on the page stays as it is there."""
    before, after = vars(shown.said), vars(asked.said)
    changed = {name: value for name, value in after.items() if value != before[name]}
    moved = _moved(own, shown, asked)
    posts = tuple(_posts(own, shown, asked))
    return replace(moved, said=replace(own.said, **changed), posts=posts)


def _moved(own: DutyContent, shown: DutyContent, asked: DutyContent) -> DutyContent:
    """Its own day moved by as many days, its hours those asked for where they were changed."""
    days = asked.starts_at.date() - shown.starts_at.date()
    starts = own.starts_at.time() if asked.starts_at.time() == shown.starts_at.time() else asked.starts_at.time()
    ends = own.ends_at.time() if asked.ends_at.time() == shown.ends_at.time() else asked.ends_at.time()
    starts_at, ends_at = own.starts_at, own.ends_at
    if days != timedelta() or (starts, ends) != (own.starts_at.time(), own.ends_at.time()):
        hours = hours_on(own.starts_at.date() + days, starts, ends)
        if hours.trouble:
            refuse("no_such_time", hours.trouble)
        starts_at, ends_at = (clock.in_london(moment) for moment in hours.moments)
    before, after = _gap(shown), _gap(asked)
    source = asked if before != after else own
    return replace(own, starts_at=starts_at, ends_at=ends_at, sign_up_until=as_long_before(source, starts_at))


def _gap(one: DutyContent) -> timedelta | None:
    """How long before it, by the clock, people can sign up."""
    if one.sign_up_until is None:
        return None
    return one.starts_at.replace(tzinfo=None) - one.sign_up_until.replace(tzinfo=None)


def _posts(own: DutyContent, shown: DutyContent, asked: DutyContent) -> list[PostPlan]:
    """Its own posts with the same changes, found by their names."""
    wanted: dict[int | None, PostPlan] = {post.id: post for post in asked.posts if post.id is not None}
    changes = {post.name: (post, wanted.get(post.id)) for post in shown.posts}
    kept = []
    for post in own.posts:
        before, after = changes.get(post.name, (post, post))
        if after is None:
            continue
        fields = ("name", "places", "needs", "grades")
        changed = {name: getattr(after, name) for name in fields if getattr(after, name) != getattr(before, name)}
        kept.append(replace(post, **changed))
    return kept + [post for post in asked.posts if post.id is None]
