"""People nobody booked off: asked after once, the leader first, then those in charge, until they are found."""

from datetime import timedelta

import pytest
import time_machine

from tests.people.builders import SOMERSET, SPECIALS, a_viewer, a_volunteer, an_account
from tests.rosters.builders import a_duty, a_sign_up, an_attendance
from volunteers import clock
from volunteers.attendance import service
from volunteers.attendance.queries.duties import list_overdue
from volunteers.errors import Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import RoleGrant, Volunteer
from volunteers.permissions import Grant, Role
from volunteers.rosters.models import SignUp

pytestmark = pytest.mark.usefixtures("session")


def a_missing(*, led: bool) -> tuple[SignUp, Volunteer, int]:
    """Someone whose duty ended 59 minutes ago, its leader, and a supervisor of the area and one of another."""
    now = clock.now()
    duty = a_duty(starts_at=now - timedelta(hours=6), ends_at=now - timedelta(minutes=59))
    leader = a_volunteer(last_name="Zola")
    a_sign_up(duty, leader)
    duty.leader_id = leader.id if led else None
    place = a_sign_up(duty, a_volunteer())
    an_attendance(place, minutes=None)
    in_charge = an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, SOMERSET)])
    an_account(grants=[Grant(Role.SUPERVISOR, SPECIALS, "bristol")])
    an_account(grants=[Grant(Role.VETTING_OFFICER)])
    db.session.flush()
    return place, leader, in_charge.id


def told() -> list[tuple[str, int | None]]:
    """Who was told what by another run of the job."""
    before = {message.id for message in db.session.query(Message)}
    service.check_welfare()
    db.session.flush()
    return sorted(
        (message.kind, message.account_id) for message in db.session.query(Message) if message.id not in before
    )


def test_the_leader_is_told_first_and_those_in_charge_half_an_hour_later_each_once():
    place, leader, in_charge = a_missing(led=True)
    begun = clock.now()
    assert told() == []
    with time_machine.travel(begun + timedelta(minutes=2), tick=False):
        assert told() == [
            ("book_off_reminder", place.volunteer.account_id), ("not_booked_off", leader.account_id),
        ]  # fmt: skip
        assert told() == []
    with time_machine.travel(begun + timedelta(minutes=33), tick=False):
        mine = [account for kind, account in told() if kind == "not_booked_off"]
        assert in_charge in mine
        assert leader.account_id not in mine
        assert told() == []


def test_without_a_leader_those_in_charge_are_told_at_once():
    _, leader, in_charge = a_missing(led=False)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        found = [account for kind, account in told() if kind == "not_booked_off"]
        assert in_charge in found
        assert leader.account_id not in found
        elsewhere = db.session.query(RoleGrant.account_id).filter_by(role=Role.SUPERVISOR, area="bristol").scalar()
        assert elsewhere not in found
    with time_machine.travel(clock.now() + timedelta(minutes=40), tick=False):
        assert told() == []


def test_whoever_is_found_safe_is_looked_for_no_more():
    place, _, _ = a_missing(led=True)
    by = a_viewer(Role.SUPERVISOR)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        told()
        assert [one.sign_up_id for one in list_overdue(by)] == [place.id]
        with pytest.raises(Refused):
            service.note_safe(place.id, words=" ", by=by)
        service.note_safe(place.id, words="Rang them: at home", by=by)
        assert list_overdue(by) == []
    with time_machine.travel(clock.now() + timedelta(minutes=40), tick=False):
        assert told() == []
