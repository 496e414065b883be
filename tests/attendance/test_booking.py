"""Everything that is said is kept, and what it comes to stands: from any telephone, in any order, however often."""

from datetime import datetime, timedelta

import pytest

from tests.people.builders import SPECIALS, a_viewer, a_volunteer
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers import clock
from volunteers.attendance import service
from volunteers.attendance.models import BookingOutcome, BookingSource, BookingWhat, DutyBooking
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Grant, Role, Viewer
from volunteers.rosters.models import Attendance, SignUp

pytestmark = pytest.mark.usefixtures("session")
ON, OFF = BookingWhat.ON, BookingWhat.OFF
PHONE, STAFF = BookingSource.PHONE, BookingSource.STAFF


def themself(volunteer: Volunteer) -> Viewer:
    return Viewer(volunteer.account_id, volunteer.name, frozenset({Grant(Role.VOLUNTEER)}))


def a_place(*, hours_ago: float = 6, hours: float = 5) -> tuple[SignUp, Volunteer]:
    volunteer = a_volunteer()
    duty = a_duty(starts_at=clock.now().replace(microsecond=0) - timedelta(hours=hours_ago), hours=hours)
    return a_sign_up(duty, volunteer), volunteer


def queued(
    place: SignUp, volunteer: Volunteer, what: BookingWhat, at: datetime, key: str, *, skew: int = 0
) -> DutyBooking:
    """Sent now by a telephone whose clock is so many minutes slow, of a press at a moment of ours."""
    slow = timedelta(minutes=skew)
    return service.book(
        place.id, what=what, at=at, source=PHONE, key=key, by=themself(volunteer), device_at=at - slow,
        sent_at=clock.now() - slow,
    )  # fmt: skip


def stands(place: SignUp) -> tuple[datetime | None, datetime | None]:
    found = db.session.query(Attendance).filter_by(sign_up_id=place.id).one_or_none()
    return (found.booked_on_at, found.booked_off_at) if found else (None, None)


def codes(fault: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in fault.value.refusals]


def test_the_same_press_sent_twice_and_another_from_elsewhere_settle_once_with_all_times_kept():
    place, volunteer = a_place()
    starts = place.during.lower
    first = queued(place, volunteer, ON, starts, "abc")
    assert queued(place, volunteer, ON, starts, "abc").id == first.id
    second = queued(place, volunteer, ON, starts + timedelta(minutes=9), "def")
    assert (first.outcome, second.outcome) == (BookingOutcome.LATE, BookingOutcome.DOUBLE)
    assert second.device_at == starts + timedelta(minutes=9)
    assert stands(place) == (starts, None)


def test_off_that_arrives_before_on_waits_for_it():
    place, volunteer = a_place()
    starts, ends = place.during.lower, place.during.upper
    off = queued(place, volunteer, OFF, ends, "off")
    assert (off.outcome, stands(place)) == (BookingOutcome.WAITING, (None, None))
    queued(place, volunteer, ON, starts, "on")
    assert (off.outcome, stands(place)) == (BookingOutcome.LATE, (starts, ends))
    assert db.session.query(Attendance).one().minutes == 300


@pytest.mark.parametrize(("slow", "kept"), [(0, 0), (1, 0), (3, 180), (-60, -3600)])
def test_a_wrong_clock_is_put_right_when_it_is_more_than_two_minutes_out(slow, kept):
    place, volunteer = a_place()
    found = queued(place, volunteer, ON, place.during.lower + timedelta(minutes=4), "k", skew=slow)
    assert found.skew_seconds == pytest.approx(kept, abs=2)
    expected = found.device_at if not kept else place.during.lower + timedelta(minutes=4)
    assert abs(found.at - expected) < timedelta(seconds=2)


def test_what_cannot_be_is_kept_as_refused_from_a_telephone_and_refused_to_anyone_else():
    place, volunteer = a_place()
    long_before = place.during.lower - timedelta(hours=9)
    found = queued(place, volunteer, ON, long_before, "k")
    assert (found.outcome, "4 hours before" in found.outcome_words) == (BookingOutcome.REFUSED, True)
    with pytest.raises(Refused) as refused:
        service.book(place.id, what=ON, at=long_before, source=STAFF, key="s", by=a_viewer(Role.SUPERVISOR))
    assert (codes(refused), stands(place)) == (["too_early"], (None, None))


def test_a_correction_needs_a_reason_counts_over_everything_and_can_say_that_they_were_never_there():
    place, volunteer = a_place()
    starts, ends, by = place.during.lower, place.during.upper, a_viewer(Role.SUPERVISOR)
    queued(place, volunteer, ON, starts, "on")
    queued(place, volunteer, OFF, ends, "off")

    def correct(what: BookingWhat, at: datetime | None, key: str, reason: str = "Asked them") -> DutyBooking:
        return service.correct(place.id, what=what, at=at, reason=reason, source=STAFF, key=key, by=by)

    with pytest.raises(Refused) as without:
        correct(BookingWhat.OFF_CORRECTED, ends, "1", " ")
    with pytest.raises(Refused) as backwards:
        correct(BookingWhat.ON_CORRECTED, ends + timedelta(minutes=1), "2")
    assert (codes(without), codes(backwards)) == (["reason_needed"], ["too_late"])
    correct(BookingWhat.OFF_CORRECTED, ends - timedelta(hours=1), "3")
    queued(place, volunteer, OFF, ends, "again")
    assert stands(place) == (starts, ends - timedelta(hours=1))
    correct(BookingWhat.ON_CORRECTED, None, "4")
    assert stands(place) == (None, None)


def test_a_register_makes_both_times_stand_and_its_key_again_changes_nothing():
    place, _ = a_place()
    starts, ends, by = place.during.lower, place.during.upper, a_viewer(Role.SUPERVISOR)

    def said(on: datetime | None, off: datetime | None, key: str) -> tuple[datetime | None, datetime | None]:
        service.settle(place.id, on=on, off=off, source=BookingSource.REGISTER, key=key, by=by)
        return stands(place)

    assert said(starts, ends, "a") == (starts, ends)
    assert said(None, None, "a") == (starts, ends)
    later = (starts + timedelta(hours=1), ends + timedelta(minutes=30))
    assert said(*later, "b") == later
    assert said(None, None, "c") == (None, None)
    assert said(starts, None, "d") == (starts, None)


def test_attendance_from_before_entries_were_kept_is_taken_up():
    place, _ = a_place()
    an_attendance(place, minutes=None)
    by, ends = a_viewer(Role.SUPERVISOR), place.during.upper
    service.book(place.id, what=OFF, at=ends, source=STAFF, key="s", by=by)
    assert stands(place) == (place.during.lower, ends)
    assert db.session.query(DutyBooking).count() == 2


def test_one_books_only_oneself_from_a_telephone_and_staff_never_themselves():
    place, volunteer = a_place()
    at = place.during.lower
    own = Viewer(volunteer.account_id, volunteer.name, a_viewer(Role.SUPERVISOR).grants | {Grant(Role.VOLUNTEER)})
    for stranger in (themself(a_volunteer()), a_viewer(Role.SUPERVISOR)):
        with pytest.raises(NotFound):
            service.book(place.id, what=ON, at=at, source=PHONE, key="k", by=stranger)
    with pytest.raises(NotFound):
        service.book(place.id, what=ON, at=at, source=STAFF, key="k", by=a_viewer(Role.SUPERVISOR, SPECIALS, "bristol"))
    with pytest.raises(Refused) as refused:
        service.book(place.id, what=ON, at=at, source=STAFF, key="k", by=own)
    assert codes(refused) == ["own_hours"]
    assert service.book(place.id, what=ON, at=at, source=PHONE, key="k", by=own).outcome is BookingOutcome.LATE


def test_the_leader_books_the_others_near_the_time_and_no_other_day():
    place, volunteer = a_place()
    leader = a_volunteer(last_name="Zola")
    a_sign_up(place.duty, leader)
    with pytest.raises(Refused):
        service.choose_leader(place.duty_id, volunteer_id=a_volunteer().id, by=a_viewer(Role.SUPERVISOR))
    service.choose_leader(place.duty_id, volunteer_id=leader.id, by=a_viewer(Role.SUPERVISOR))
    db.session.flush()
    how = {"what": ON, "at": place.during.lower, "source": BookingSource.LEADER}
    with pytest.raises(NotFound):
        service.book(place.id, **how, key="v", by=themself(volunteer))
    assert service.book(place.id, **how, key="l", by=themself(leader)).outcome is BookingOutcome.LATE
    place.duty.ends_at = clock.now() - timedelta(hours=25)
    place.duty.starts_at = clock.now() - timedelta(hours=30)
    with pytest.raises(NotFound):
        service.book(place.id, **how, key="m", by=themself(leader))


def test_an_absence_has_a_reason_and_ends_when_they_come_after_all():
    place, volunteer = a_place()
    by = a_viewer(Role.SUPERVISOR)
    for reason, note, code in (("", "", "unknown_reason"), ("other", " ", "note_needed")):
        with pytest.raises(Refused) as refused:
            service.note_absence(place.id, reason_code=reason, note=note, by=by)
        assert codes(refused) == [code]
    noted = service.note_absence(place.id, reason_code="unwell", note="", by=by)
    assert (noted.reason, noted.ended_at) == ("Not well", None)
    queued(place, volunteer, ON, place.during.lower, "on")
    assert noted.ended_at is not None
    with pytest.raises(Refused) as came:
        service.note_absence(place.id, reason_code="unwell", note="", by=by)
    assert codes(came) == ["booked_on"]
