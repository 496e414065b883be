"""Erasing registrations, makes and colours: when the police have them, and at the latest after some days."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.permissions import Permission
from volunteers.rosters.models import Duty
from volunteers.rosters.queries.short_duties import list_to_alert
from volunteers.speedwatch.models import RoadsideSession, SeenVehicle
from volunteers.speedwatch.queries.schemes import STRAND
from volunteers.web.models import KeptForm

MOST_AT_ONCE = 200


def erase(session: RoadsideSession) -> None:
    """Nothing of a session that is held says whose vehicle was seen any more. Times, speeds and counts stay."""
    rows = update(SeenVehicle).where(SeenVehicle.session_id == session.id)
    db.session.execute(rows.values(sealed=None))
    session.draft, session.erased_at = None, clock.now()
    forget_typed(session.id)


def forget_typed(session_id: int) -> None:
    """What someone typed of a return when their sign-in had run out is kept apart: that goes as well."""
    db.session.execute(delete(KeptForm).where(KeptForm.path == f"/my-speedwatch/sessions/{session_id}/return"))


def erase_overdue() -> int:
    """Erase what was kept for as long as it may be, returns that were never sent among it; how many sessions."""
    before = clock.now() - timedelta(days=current_force().speedwatch.erase_days)
    old = (
        select(RoadsideSession)
        .join(Duty, Duty.id == RoadsideSession.duty_id)
        .where(
            RoadsideSession.erased_at.is_(None),
            Duty.ends_at < before,
            RoadsideSession.returned_at.is_not(None) | RoadsideSession.draft.is_not(None),
        )
        .order_by(RoadsideSession.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(of=RoadsideSession, skip_locked=True)
    )
    sessions = db.session.scalars(old.execution_options(populate_existing=True)).all()
    for session in sessions:
        if session.returned_at is None:
            session.draft, session.draft_version = None, session.draft_version + 1
            forget_typed(session.id)
        else:
            erase(session)
        record("speedwatch_erased", subject="duty", subject_id=session.duty_id, by=None)
    return len(sessions)


def warn_of_waiting() -> int:
    """Tell those who hand over which sessions have waited for longer than they should, once each; how many sessions."""
    rules, now = current_force().speedwatch, clock.now()
    late = (
        select(RoadsideSession, Duty)
        .join(Duty, Duty.id == RoadsideSession.duty_id)
        .where(
            RoadsideSession.returned_at.is_not(None), RoadsideSession.handed_over_at.is_(None),
            RoadsideSession.erased_at.is_(None), RoadsideSession.warned_at.is_(None),
            Duty.ends_at < now - timedelta(hours=rules.hand_over_hours),
        )
        .order_by(RoadsideSession.id)
        .with_for_update(of=RoadsideSession, skip_locked=True)
    )  # fmt: skip
    found = [(session, duty.area) for session, duty in db.session.execute(late)]
    for viewer, email in list_to_alert() if found else ():
        total = sum(1 for _, area in found if viewer.may_in(Permission.SESSION_HAND_OVER, STRAND, area))
        if total:
            notify(
                MessageKind.SPEEDWATCH_WAITING, to=email, account_id=viewer.account_id, to_adult=True, total=total,
                days=rules.erase_days,
            )  # fmt: skip
    for session, _ in found:
        session.warned_at = now
    return len(found)
