"""What stands of someone's attendance is kept in line with what was said of it, and the hours follow."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from volunteers.attendance.models import BookingOutcome, BookingSource, BookingWhat, DutyBooking
from volunteers.attendance.rules import Settled
from volunteers.attendance.service.holding import Held
from volunteers.extensions import db
from volunteers.hours.service import post_booked
from volunteers.permissions import Viewer
from volunteers.rosters.models import Attendance
from volunteers.rosters.rules import minutes_between


def adopt(held: Held) -> Sequence[DutyBooking]:
    """All that was said of this place. Of attendance from before entries were kept, its times become the first."""
    entries = db.session.scalars(select(DutyBooking).where(DutyBooking.sign_up_id == held.sign_up.id)).all()
    stands = held.attendance
    if entries or stands is None:
        return entries
    entries = [_from_before(stands, BookingWhat.ON, stands.booked_on_at)]
    if stands.booked_off_at is not None:
        entries.append(_from_before(stands, BookingWhat.OFF, stands.booked_off_at))
    db.session.add_all(entries)
    return entries


def bring_in_line(held: Held, settled: Settled, *, key: str, by: Viewer) -> None:
    """Make what was settled stand. Hours are entered once there are both times, and changed when either is."""
    stands = held.attendance
    before = (stands.booked_on_at, stands.booked_off_at) if stands else (None, None)
    if before == (settled.on, settled.off):
        return
    if settled.on is None:
        if stands is not None:
            db.session.delete(stands)
        held.attendance = None
    else:
        held.attendance = _write(held, settled.on, settled.off, by=by)
    db.session.flush()
    if settled.off is not None or before[1] is not None:
        post_booked(held.sign_up.id, on=settled.on, off=settled.off, by_account_id=by.account_id, key=key)


def stands_at(sign_up_id: int) -> tuple[datetime | None, datetime | None]:
    """When they came and went, as it stands now."""
    found = db.session.execute(
        select(Attendance.booked_on_at, Attendance.booked_off_at).where(Attendance.sign_up_id == sign_up_id)
    ).one_or_none()
    return (found[0], found[1]) if found else (None, None)


def _write(held: Held, on: datetime, off: datetime | None, *, by: Viewer) -> Attendance:
    stands = held.attendance
    if stands is None:
        stands = Attendance(
            sign_up_id=held.sign_up.id, volunteer_id=held.sign_up.volunteer_id, strand=held.duty.strand,
            area=held.duty.area,
        )  # fmt: skip
        db.session.add(stands)
    stands.booked_on_at, stands.booked_off_at = on, off
    stands.minutes = minutes_between(on, off) if off is not None else None
    stands.recorded_by_id = by.account_id
    return stands


def _from_before(stands: Attendance, what: BookingWhat, at: datetime) -> DutyBooking:
    return DutyBooking(
        sign_up_id=stands.sign_up_id, what=what, at=at, source=BookingSource.SHEET, device_at=None, sent_at=None,
        skew_seconds=0, received_at=at, key=f"before-{what.value}", recorded_by_id=stands.recorded_by_id, reason="",
        outcome=BookingOutcome.TAKEN, outcome_words="",
    )  # fmt: skip
