"""Who did not come to a duty, and why."""

from sqlalchemy import select

from volunteers import clock
from volunteers.attendance.models import Absence, BookingSource
from volunteers.attendance.service.holding import Held, source_of, take
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.rosters.models import SignUpState
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import Reason, ReasonKind

BOOKED_ON = Refusal("booked_on", "This person is booked on, so they came. Correct when they came on first.")
NOT_BEGUN = Refusal("not_begun", "This duty has not begun yet. They may still come.")
GONE = Refusal("not_on_duty", "This person is no longer on the duty.")
UNKNOWN = Refusal("unknown_reason", "Choose why they did not come.")
NOTE = Refusal("note_needed", "Say in a few words why they did not come.")


def note_absence(
    sign_up_id: int, *, reason_code: str, note: str, by: Viewer, source: BookingSource | None = None
) -> Absence:
    """Note that someone did not come, by the duty's leader or staff. Noted again, the reason is put right."""
    held = take(sign_up_id, source=source or source_of(sign_up_id, by=by), by=by)
    reason = _reason(reason_code, held.duty.strand)
    refusals = _refusals(held, reason, note)
    if refusals or reason is None:
        raise Refused(refusals)
    absence = _open(held)
    if absence is None:
        absence = Absence(sign_up_id=sign_up_id, ended_at=None, ended_by_id=None)
        db.session.add(absence)
    absence.reason_code, absence.reason, absence.note = reason.code, reason.words, note.strip()
    absence.noted_at, absence.noted_by_id = clock.now(), by.account_id
    _note(held, "absence_noted", by)
    return absence


def end_absence(sign_up_id: int, *, by: Viewer) -> None:
    """Take back that someone did not come; twice is once."""
    held = take(sign_up_id, source=source_of(sign_up_id, by=by), by=by)
    came_after_all(held, by=by)


def came_after_all(held: Held, *, by: Viewer) -> None:
    """End a noted absence of someone who was booked on after all."""
    absence = _open(held)
    if absence is not None:
        absence.ended_at, absence.ended_by_id = clock.now(), by.account_id
        _note(held, "absence_taken_back", by)


def _refusals(held: Held, reason: Reason | None, note: str) -> list[Refusal]:
    if held.sign_up.state is not SignUpState.CONFIRMED:
        return [GONE]
    if held.attendance is not None:
        return [BOOKED_ON]
    if held.duty.starts_at > clock.now():
        return [NOT_BEGUN]
    if reason is None:
        return [UNKNOWN]
    return [NOTE] if reason.note_needed and not note.strip() else []


def _reason(code: str, strand: str) -> Reason | None:
    return next((each for each in list_reasons(ReasonKind.ABSENCE, strand) if each.code == code), None)


def _open(held: Held) -> Absence | None:
    return db.session.scalars(
        select(Absence).where(Absence.sign_up_id == held.sign_up.id, Absence.ended_at.is_(None))
    ).one_or_none()


def _note(held: Held, act: str, by: Viewer) -> None:
    record(act, subject="duty", subject_id=held.duty.id, by=by.account_id, volunteer_id=held.sign_up.volunteer_id)
