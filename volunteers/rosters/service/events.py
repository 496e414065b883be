"""Events: made, given sessions, and called off with all of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Event
from volunteers.rosters.queries.contents import content_of
from volunteers.rosters.service.cancelling import cancel
from volunteers.rosters.service.duties import Origin, add_duty, refuse
from volunteers.rosters.service.judging_plans import OUT_OF_SCOPE
from volunteers.rosters.service.series import as_long_before, on_day

MOST_SESSIONS = 50


def create_event(*, title: str, about: str, strand: str, area: str, by: Viewer) -> Event:
    """Make an event, which has no sessions yet. Refused outside the actor's strands and areas."""
    if not by.may_in(Permission.DUTY_EDIT, strand, area):
        raise Refused(OUT_OF_SCOPE)
    event = Event(
        strand=strand, area=area, title=title, about=about, created_by_id=by.account_id, created_at=clock.now(),
        cancelled_at=None,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    record("created_event", subject="event", subject_id=event.id, by=by.account_id)
    return event


def add_sessions(
    event_id: int, times: Sequence[tuple[datetime, datetime]], *, like: int, publish: bool, by: Viewer
) -> int:
    """Add sessions at these times, each like one the event has already (``like``), all of them or none.

    Refused when the event is cancelled, or a session could not be planned: the refusal begins with its day.
    """
    event = _lock(event_id, by)
    if event.cancelled_at is not None:
        refuse("cancelled", "This event has been cancelled.")
    if len(times) > MOST_SESSIONS:
        refuse("too_many", f"Add at most {MOST_SESSIONS} sessions at once.")
    pattern = db.session.scalars(select(Duty).where(Duty.id == like, Duty.event_id == event.id)).first()
    if pattern is None:
        raise NotFound(f"no session {like} of event {event_id}")
    content = content_of(pattern)
    posts = tuple(replace(post, id=None) for post in content.posts)
    for starts_at, ends_at in times:
        begins, over = clock.in_london(starts_at), clock.in_london(ends_at)
        until = as_long_before(content, begins)
        asked = replace(content, starts_at=begins, ends_at=over, sign_up_until=until, posts=posts)
        with on_day(begins.date()):
            add_duty(asked, strand=event.strand, publish=publish, by=by, origin=Origin(event_id=event.id))
    return len(times)


def cancel_event(event_id: int, *, reason: str, by: Viewer) -> int:
    """Call an event off with every session that is to come, as ``cancel`` does each; how many there were."""
    event = _lock(event_id, by)
    if event.cancelled_at is not None:
        refuse("cancelled", "This event has already been cancelled.")
    ahead = select(Duty.id).where(
        Duty.event_id == event.id, Duty.state != DutyState.CANCELLED, Duty.starts_at > clock.now()
    )
    sessions = db.session.scalars(ahead.order_by(Duty.id)).all()
    for session in sessions:
        cancel(session, reason=reason, by=by)
    event.cancelled_at = clock.now()
    record("cancelled_event", subject="event", subject_id=event.id, by=by.account_id, sessions=len(sessions))
    return len(sessions)


def _lock(event_id: int, by: Viewer) -> Event:
    within = by.within(Permission.DUTY_EDIT, Event.strand, Event.area)
    found = db.session.scalars(
        select(Event).where(Event.id == event_id, within).with_for_update().execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NotFound(f"no event {event_id} for this viewer")
    return found
