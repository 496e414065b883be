"""Faults in coming and going."""

from datetime import timedelta

from tests.integrity.planted.planting import plants
from tests.people.builders import a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers import clock
from volunteers.attendance import service
from volunteers.attendance.models import BookingSource, BookingWhat
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.rosters.models import Attendance, SignUp


def _place() -> SignUp:
    return a_sign_up(a_duty(starts_at=clock.now() - timedelta(hours=2)), a_volunteer())


@plants("absent_and_there")
def absent_who_came() -> list[int]:
    by = a_viewer(Role.SUPERVISOR)
    place, other = _place(), _place()
    service.note_absence(other.id, reason_code="unwell", note="", by=by)
    bad = service.note_absence(place.id, reason_code="unwell", note="", by=by)
    an_attendance(place, minutes=None)
    db.session.flush()
    return [bad.id]


@plants("not_as_said")
def attendance_nobody_spoke_of() -> list[int]:
    by = a_viewer(Role.SUPERVISOR)
    for place in (_place(), bad := _place()):
        service.book(place.id, what=BookingWhat.ON, at=place.during.lower, source=BookingSource.STAFF, key="k", by=by)
    an_attendance(_place())
    found = db.session.query(Attendance).filter_by(sign_up_id=bad.id).one()
    found.booked_on_at -= timedelta(minutes=7)
    db.session.flush()
    return [found.id]
