"""Changes of how someone serves, for tests: good in every detail that a test does not name."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tests.people.builders import a_viewer, a_volunteer
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.people.rules import StatusKind
from volunteers.people.rules.changes import StatusChange
from volunteers.people.service import change_status
from volunteers.permissions import Role, Viewer
from volunteers.strands.rules.reasons import Reason

STUDY = Reason("study", "Study or exams")


def on(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)


def period_of(volunteer: Volunteer) -> ServicePeriod:
    """Their latest service."""
    rows = select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)
    return db.session.scalars(rows.order_by(ServicePeriod.started_on.desc())).all()[0]


def put(
    volunteer: Volunteer, status: StatusKind, first: int, last: int | None = None, *, by: Viewer | None = None,
    limits: str = "", **more: Any,
) -> None:  # fmt: skip
    """Have them serve in another way from so many days from today."""
    reason = None if status is StatusKind.ACTIVE else STUDY
    change = StatusChange(status, on(first), None if last is None else on(last), reason, limits)
    by = by or a_viewer(Role.COORDINATOR)
    change_status(volunteer.id, period_id=period_of(volunteer).id, change=change, by=by, **more)


def a_cadet(*, turns_in: int, **more: Any) -> Volunteer:
    """A cadet who turns 18 in so many days (ago, where it is less than none)."""
    turns_on = on(turns_in)
    born = turns_on.replace(year=turns_on.year - 18, day=min(turns_on.day, 28))
    given: dict[str, Any] = {"first_name": "Jo", "strand": "cadets", "rank": None, "grade": "cadet", "clearances": []}
    return a_volunteer(birth_date=born, **{**given, **more})


def told(kind: str) -> list[Message]:
    """The messages of a kind, oldest first."""
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)))
