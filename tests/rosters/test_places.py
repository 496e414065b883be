"""Putting volunteers on duties and taking them off, against a real database."""

from datetime import timedelta

import pytest

from tests.people.builders import SPECIALS, SPECIALS_CLEARANCES, a_viewer, a_volunteer, as_viewer
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role, Viewer
from volunteers.rosters import service
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState

pytestmark = pytest.mark.usefixtures("session")


def a_special(**more: object) -> Volunteer:
    return a_volunteer(grade="qualified", **more)  # type: ignore[arg-type]


def themself(volunteer: Volunteer) -> Viewer:
    db.session.refresh(volunteer.account, ["role_grants"])
    return as_viewer(volunteer.account)


def sign_up(duty: Duty, volunteer: Volunteer, by: Viewer | None = None) -> SignUp:
    return service.assign(duty.id, post_id=duty.posts[0].id, volunteer_id=volunteer.id, by=by or themself(volunteer))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def messages(kind: str) -> list[Message]:
    return [one for one in db.session.query(Message) if one.kind == kind]


def test_a_volunteer_takes_a_place_and_is_told():
    duty, volunteer = a_duty(), a_special()
    found = sign_up(duty, volunteer)
    db.session.refresh(duty.posts[0])
    assert (found.state, duty.posts[0].taken) == (SignUpState.CONFIRMED, 1)
    assert (found.during.lower, found.during.upper) == (duty.starts_at, duty.ends_at)
    (message,) = messages("signed_up")
    assert (message.to_address, message.account_id) == (volunteer.account.email, volunteer.account_id)
    assert message.particulars["title"] == "Evening patrol"
    assert "6pm to 11pm" in message.particulars["when"]


def test_a_supervisor_puts_a_volunteer_of_their_area_on_and_speaks_of_them():
    duty, supervisor = a_duty(), a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")
    assert sign_up(duty, a_special(), supervisor).signed_up_by_id == supervisor.account_id
    lapsed = [Holding(code, clock.today(), clock.today()) for code in SPECIALS_CLEARANCES]
    with pytest.raises(Refused) as refused:
        sign_up(duty, a_special(clearances=lapsed), supervisor)
    assert refused.value.refusals[0].message.startswith("Their recruitment vetting lapses on")


@pytest.mark.parametrize(
    ("role", "area", "of_duty", "of_volunteer"),
    [
        (Role.SUPERVISOR, "bristol", "somerset", "somerset"),
        (Role.SUPERVISOR, "somerset", "somerset", "bristol"),
        (Role.SUPERVISOR, "somerset", "bristol", "somerset"),
        (Role.OPCC_ANALYST, None, "somerset", "somerset"),
        (Role.VOLUNTEER, None, "somerset", "somerset"),
    ],
)
def test_what_is_out_of_scope_is_not_found(role, area, of_duty, of_volunteer):
    with pytest.raises(NotFound):
        sign_up(a_duty(area=of_duty), a_special(area=of_volunteer), a_viewer(role, SPECIALS if area else None, area))


def test_a_post_of_another_duty_is_not_found():
    duty, other, volunteer = a_duty(), a_duty(title="Another"), a_special()
    with pytest.raises(NotFound):
        service.assign(duty.id, post_id=other.posts[0].id, volunteer_id=volunteer.id, by=themself(volunteer))


def test_a_draft_is_not_found_by_a_volunteer_and_refused_to_a_supervisor():
    duty, volunteer = a_duty(state=DutyState.DRAFT), a_special()
    with pytest.raises(NotFound):
        sign_up(duty, volunteer)
    with pytest.raises(Refused) as refused:
        sign_up(duty, volunteer, a_viewer(Role.SUPERVISOR))
    assert codes(refused) == ["not_published"]


def test_the_last_place_goes_once():
    duty = a_duty(posts=[a_post(places=1)])
    sign_up(duty, a_special())
    with pytest.raises(Conflict) as refused:
        sign_up(duty, a_special())
    assert refused.value.refusals[0].message.startswith("That place has just gone.")
    assert db.session.query(SignUp).count() == 1


def test_a_second_duty_at_the_same_time_or_without_rest_is_refused():
    first, volunteer = a_duty(), a_special()
    sign_up(first, volunteer)
    with pytest.raises(Refused) as clash:
        sign_up(a_duty(starts_at=first.starts_at + timedelta(hours=1)), volunteer)
    with pytest.raises(Refused) as rest:
        sign_up(a_duty(starts_at=first.ends_at + timedelta(hours=10)), volunteer)
    with pytest.raises(Refused) as twice:
        sign_up(first, volunteer)
    assert (codes(clash), codes(rest), codes(twice)) == (["clash"], ["rest"], ["already_on"])


def test_a_volunteer_gives_their_place_up_with_a_reason_and_may_take_it_again():
    duty, volunteer = a_duty(), a_special()
    found = sign_up(duty, volunteer)
    with pytest.raises(Refused) as refused:
        service.withdraw(found.id, reason=" ", by=themself(volunteer))
    assert codes(refused) == ["reason_needed"]
    gone = service.withdraw(found.id, reason="Unwell", by=themself(volunteer))
    db.session.refresh(duty.posts[0])
    assert (gone.state, gone.reason, duty.posts[0].taken) == (SignUpState.WITHDRAWN, "Unwell", 0)
    (message,) = messages("withdrawn_from_duty")
    assert message.particulars["by_themself"] is True
    with pytest.raises(Refused):
        service.withdraw(found.id, reason="Unwell", by=themself(volunteer))
    assert sign_up(duty, volunteer).id != found.id


def test_nobody_gives_up_the_place_of_another():
    found = sign_up(a_duty(), a_special())
    for stranger in (themself(a_special()), a_viewer(Role.SUPERVISOR, SPECIALS, "bristol")):
        with pytest.raises(NotFound):
            service.withdraw(found.id, reason="Unwell", by=stranger)
    by_supervisor = service.withdraw(found.id, reason="Needed elsewhere", by=a_viewer(Role.SUPERVISOR))
    assert by_supervisor.state is SignUpState.WITHDRAWN
    assert messages("withdrawn_from_duty")[0].particulars["by_themself"] is False


def begun(volunteer: Volunteer, *, hours_ago: float, hours: float = 5) -> SignUp:
    """A place on a duty that began some hours ago."""
    duty = a_duty(starts_at=clock.now() - timedelta(hours=hours_ago), hours=hours)
    return a_sign_up(duty, volunteer)


def test_nobody_who_is_booked_on_is_taken_off_the_duty():
    place = begun(a_special(), hours_ago=6)
    an_attendance(place)
    with pytest.raises(Refused) as gone:
        service.withdraw(place.id, reason="Unwell", by=a_viewer(Role.SUPERVISOR))
    assert codes(gone) == ["booked_on"]
