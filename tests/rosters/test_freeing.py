"""Duties that someone's service closes: found, shown before and after, and freed at one go."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_viewer, a_volunteer, an_account, signed_in
from tests.people.serving import on, period_of, put, told
from tests.rosters.builders import a_duty, a_sign_up
from volunteers.errors import Conflict, NotFound
from volunteers.people.models import Volunteer
from volunteers.people.rules import StatusKind
from volunteers.people.service import end_service
from volunteers.people.service.endings import Ending
from volunteers.permissions import Role
from volunteers.rosters import service
from volunteers.rosters.models import SignUpState
from volunteers.rosters.queries.to_free import list_to_free, list_touched
from volunteers.strands.rules.reasons import Reason

LEAVE = StatusKind.LEAVE


def on_duties(volunteer: Volunteer, *days: int) -> list[int]:
    """Down for a duty on each of these days; the numbers of the sign-ups."""
    return [a_sign_up(a_duty(on=on(day), title=f"In {day} days"), volunteer).id for day in days]


def test_what_leave_closes_is_found_and_nothing_else(session: Session) -> None:
    volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
    before, within, after = on_duties(volunteer, 3, 10, 30)
    touched = list_touched(volunteer.id, by, strand=SPECIALS, status="leave", first=on(5), last=on(20))
    assert [one.sign_up_id for one in touched] == [within]
    assert list_to_free(volunteer.id, by) == []
    put(volunteer, LEAVE, 5, 20)
    (found,) = list_to_free(volunteer.id, by)
    assert (found.sign_up_id, [one.code for one in found.refusals]) == (within, ["leave"])
    assert {before, after}.isdisjoint({found.sign_up_id})


def test_they_are_freed_at_one_go_and_told_of_each(session: Session) -> None:
    volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
    _, *within = on_duties(volunteer, 3, 10, 12)
    put(volunteer, LEAVE, 5, 20)
    assert service.free(volunteer.id, sign_up_ids=within, by=by) == 2
    assert list_to_free(volunteer.id, by) == []
    assert len(told("withdrawn_from_duty")) == 2
    duty = a_duty(on=on(10))
    assert duty.posts[0].taken == 0


def test_another_list_than_the_page_showed_is_refused(session: Session) -> None:
    volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
    one, _ = on_duties(volunteer, 10, 12)
    put(volunteer, LEAVE, 5, 20)
    with pytest.raises(Conflict):
        service.free(volunteer.id, sign_up_ids=[one], by=by)
    assert len(list_to_free(volunteer.id, by)) == 2


def test_duties_after_the_end_of_service_and_no_word_about_the_dead(session: Session) -> None:
    volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
    ids = on_duties(volunteer, 3, 10)
    ending = Ending(on(0), Reason("died", "Died"))
    end_service(volunteer.id, period_id=period_of(volunteer).id, ending=ending, by=by)
    service.free(volunteer.id, sign_up_ids=ids, by=by)
    assert told("withdrawn_from_duty") == []


def test_out_of_scope_is_not_found(session: Session) -> None:
    volunteer = a_volunteer(area="somerset")
    ids = on_duties(volunteer, 10)
    put(volunteer, LEAVE, 5, 20)
    elsewhere = a_viewer(Role.COORDINATOR, SPECIALS, "bristol")
    assert list_to_free(volunteer.id, elsewhere) == []
    with pytest.raises(NotFound):
        service.free(volunteer.id, sign_up_ids=ids, by=elsewhere)


def test_the_page_frees_them_and_the_record_says_so_until_then(client: FlaskClient, session: Session) -> None:
    volunteer = a_volunteer()
    duty = a_duty(on=on(10), title="Harbour patrol")
    sign_up = a_sign_up(duty, volunteer)
    put(volunteer, LEAVE, 5, 20)
    browser = signed_in(client, an_account(Role.COORDINATOR))
    record, address = f"/staff/volunteers/{volunteer.id}", f"/staff/volunteers/{volunteer.id}/duties-to-free"
    assert "Still down for 1 duty that they cannot do" in browser.get(record).get_data(as_text=True)
    page = browser.get(address).get_data(as_text=True)
    assert "Harbour patrol" in page
    assert "They are on leave from" in page
    assert browser.post(address, data=sent_form(page)).status_code == 303
    session.refresh(sign_up)
    assert (sign_up.state, sign_up.reason) == (SignUpState.WITHDRAWN, "On leave then")
    assert "Still down for" not in browser.get(record).get_data(as_text=True)
    assert "no duty that they cannot do" in browser.get(address).get_data(as_text=True)
    stale = browser.post(address, data=sent_form(page))
    assert stale.status_code == 409
