"""What happens while a referee is waited for: reminders, and messages that did not arrive."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.references import queries
from volunteers.references.models import Referee
from volunteers.references.queries import Applied
from volunteers.references.rules import APPLICANT_DAYS, REFEREE_DAYS, WAITING, RefereeState, reminders_due
from volunteers.references.service.asking import send_link, tell_applicant


def remind(referee_id: int) -> None:
    """Remind a referee, and tell the applicant, where the day for it has come; one message to each at most.

    Nothing is sent to or about someone who has answered, declined or been replaced meanwhile, whose time is over, or
    whose application no longer waits for references.
    """
    referee = _take_waiting(referee_id)
    if referee is None:
        return
    now = clock.now()
    applied = queries.get_applied(referee.application_id)
    if not applied.is_at_references or referee.answer_by is None or referee.answer_by <= now:
        return
    _remind_referee(referee, now)
    _nudge_applicant(referee, applied, now)


def note_unreachable(referee_id: int) -> None:
    """Note that our message did not reach a referee, and ask the applicant to correct the address or name another."""
    referee = _take_waiting(referee_id)
    if referee is None:
        return
    referee.state = RefereeState.BOUNCED
    record(
        "referee_unreachable", subject="application", subject_id=referee.application_id, by=None, referee_id=referee.id
    )
    applied = queries.get_applied(referee.application_id)
    if not applied.has_ended:
        tell_applicant(applied, MessageKind.REFEREE_UNREACHABLE)


def _remind_referee(referee: Referee, now: datetime) -> None:
    reached = _due(REFEREE_DAYS, referee, sent=referee.reminders, last_at=referee.reminded_at, now=now)
    if reached is not None:
        referee.reminders, referee.reminded_at = reached, now
        send_link(referee, MessageKind.REFERENCE_REMINDER, now=now)


def _nudge_applicant(referee: Referee, applied: Applied, now: datetime) -> None:
    reached = _due(APPLICANT_DAYS, referee, sent=referee.nudges, last_at=referee.nudged_at, now=now)
    if reached is not None:
        referee.nudges, referee.nudged_at = reached, now
        tell_applicant(applied, MessageKind.REFERENCE_OVERDUE)


def _due(days: tuple[int, ...], referee: Referee, *, sent: int, last_at: datetime | None, now: datetime) -> int | None:
    if referee.asked_at is None:
        return None
    last_on = clock.on(last_at) if last_at else None
    return reminders_due(days, asked_on=clock.on(referee.asked_at), sent=sent, last_on=last_on, on=clock.on(now))


def _take_waiting(referee_id: int) -> Referee | None:
    """The referee, locked, if they are still being waited for."""
    waiting = select(Referee).where(Referee.id == referee_id, Referee.state.in_(WAITING)).with_for_update()
    return db.session.scalars(waiting.execution_options(populate_existing=True)).one_or_none()
