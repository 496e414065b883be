"""Faults around how people serve: a cadet long past 18, one's own status, and a posting nobody took up."""

from datetime import timedelta

from tests.integrity.planted.planting import plants
from tests.people.builders import a_volunteer, an_account
from tests.people.serving import a_cadet, on, period_of
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import PostingPeriod, ServiceStatus, Volunteer
from volunteers.people.rules import StatusKind


@plants("cadet_past_18")
def nobody_moved_them_on() -> list[int]:
    a_cadet(turns_in=-20)
    left = a_cadet(turns_in=-60)
    period_of(left).ended_on = on(-31)
    a_volunteer(strand="police_support_volunteers", rank=None)
    return [period_of(a_cadet(turns_in=-50)).id]


def _status(volunteer: Volunteer, by: int) -> int:
    row = ServiceStatus(
        service_period_id=period_of(volunteer).id, status=StatusKind.LEAVE, from_on=on(0), recorded_by_id=by,
        recorded_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id


@plants("service_changed_by_oneself")
def wrote_down_their_own_leave() -> list[int]:
    _status(a_volunteer(), an_account().id)
    volunteer = a_volunteer()
    return [_status(volunteer, volunteer.account_id)]


def _posted(area: str, *, days: int) -> int:
    """Serving in Somerset, and posted to an area so many days from today."""
    period = period_of(a_volunteer(area="somerset", started_on=on(-400)))
    for where, begins in (("somerset", on(-400)), (area, on(days))):
        db.session.add(PostingPeriod(service_period_id=period.id, area=where, from_on=begins, recorded_at=clock.now()))
    return period.id


@plants("posting_not_taken_up")
def posted_weeks_ago_and_still_where_they_were() -> list[int]:
    _posted("bristol", days=10)
    _posted("bristol", days=0)  # the night's job is still to run
    a_volunteer(started_on=on(0) - timedelta(days=30))
    return [_posted("bristol", days=-20)]
