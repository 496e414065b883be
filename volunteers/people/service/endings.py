"""Ending service with a reason, taking an end back before it comes, and what goes with the last of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, exists, or_, select

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.models import RoleGrant, ServicePeriod, Volunteer
from volunteers.people.queries.serving import ServingFile
from volunteers.people.rules.changes import counted_as, refusals_of_ending
from volunteers.people.rules.serving import EndReason
from volunteers.people.service.periods import hold, tell
from volunteers.permissions import Role, Viewer
from volunteers.strands.rules import in_words
from volunteers.strands.rules.reasons import Reason

NOT_TO_COME = Refusal("ended_already", "Their service has ended already. They can apply again.")


@dataclass(frozen=True)
class Ending:
    """How service ends: the first day on which they no longer serve, and why."""

    ends_on: date
    reason: Reason | None
    note: str = ""

    @property
    def last_on(self) -> date:
        return self.ends_on - timedelta(days=1)


def end_service(
    volunteer_id: int, *, period_id: int, ending: Ending, by: Viewer, seen: int | None = None
) -> ServicePeriod:  # fmt: skip
    """End someone's service in a strand and thank them; nothing is sent to someone who died.

    Duties from that day on are refused to them at once. With the last of their service goes the right to book duties,
    on the day itself. Refused without a reason, where it ends already, and for one's own.
    """
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    refusals = refusals_of_ending(
        ending.ends_on, found.served, ending.reason, note=ending.note, today=clock.today()
    )  # fmt: skip
    if refusals or ending.reason is None:
        raise Refused(refusals)
    close(found.period, ending, ending.reason, by=by)
    let_go(volunteer_id, on=clock.today())
    if found.period.end_reason is not EndReason.DIED:
        _thank(found, ending)
    return found.period


def close(period: ServicePeriod, ending: Ending, reason: Reason, *, by: Viewer | None) -> None:
    """Write down how service ends; nobody is named where it ends by itself."""
    period.ended_on, period.end_reason = ending.ends_on, counted_as(reason.code)
    period.end_code, period.end_words, period.end_note = reason.code, reason.words, ending.note.strip() or None
    period.ended_by_id, period.end_recorded_at = by.account_id if by else None, clock.now()
    db.session.flush()
    record(
        "service_ended", subject="volunteer", subject_id=period.volunteer_id, by=by.account_id if by else None,
        service_period_id=period.id, reason=period.end_reason.value,
    )  # fmt: skip


def take_back_end(volunteer_id: int, *, period_id: int, by: Viewer, seen: int | None = None) -> ServicePeriod:
    """Let service go on whose end was written down and has not come yet. Refused once it has, and for one's own."""
    found = hold(volunteer_id, period_id, seen=seen, by=by)
    period = found.period
    if period.ended_on is None or found.is_over:
        raise Refused(NOT_TO_COME)
    period.ended_on = period.end_reason = period.end_code = period.end_words = period.end_note = None
    period.ended_by_id = period.end_recorded_at = period.moves_on_to = None
    db.session.flush()
    record(
        "end_taken_back", subject="volunteer", subject_id=volunteer_id, by=by.account_id, service_period_id=period_id
    )
    tell(MessageKind.SERVICE_STATUS_CHANGED, found, status="goes_on", from_on="", until_on="", back_on="", limits="")
    return period


def let_go(volunteer_id: int, *, on: date) -> bool:
    """Take the right to book duties from someone who serves in no strand any more, on a date or later.

    They can still sign in, and apply again. False when they still serve, or have it no more.
    """
    still = exists().where(
        ServicePeriod.volunteer_id == volunteer_id,
        or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > on),
    )
    if db.session.scalar(select(still)):
        return False
    account_id = db.session.get_one(Volunteer, volunteer_id).account_id
    of_account = RoleGrant.account_id == account_id
    gone = db.session.execute(delete(RoleGrant).where(of_account, RoleGrant.role == Role.VOLUNTEER))
    if not gone.rowcount:  # type: ignore[attr-defined]
        return False
    if db.session.scalar(select(~exists().where(of_account))):
        db.session.add(RoleGrant(account_id=account_id, role=Role.APPLICANT))
    record("booking_ended", subject="account", subject_id=account_id, by=None)
    return True


def _thank(found: ServingFile, ending: Ending) -> None:
    reason = found.period.end_reason
    tell(
        MessageKind.SERVICE_ENDED, found, last_on=in_words(ending.last_on), reason=reason.value if reason else "",
        since=in_words(found.period.started_on), is_past=ending.ends_on <= clock.today(),
    )  # fmt: skip
