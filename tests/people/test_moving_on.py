"""Cadets who turn 18: warned before, moved on by whoever looks after them, and ended by itself in the end."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer, signed_in
from tests.people.serving import a_cadet, on, period_of, told
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.notifications.jobs.composing import compose
from volunteers.people import service
from volunteers.people.jobs import begin_what_is_due, warn_of_turning_18
from volunteers.people.models import MovingOnWarning, Volunteer
from volunteers.people.queries.turning import count_turning, list_turning
from volunteers.people.rules.moving_on import turns_18_on
from volunteers.people.rules.serving import EndReason
from volunteers.permissions import Grant, Role, Viewer


def names(viewer: Viewer | None) -> list[str]:
    return [cadet.name.split()[0] for cadet in list_turning(viewer)]


def move_on(volunteer: Volunteer, way: str, *, by: Viewer | None = None) -> None:
    service.move_on(
        volunteer.id, period_id=period_of(volunteer).id, way=way, note="", by=by or a_viewer(Role.COORDINATOR)
    )


class TestTheList:
    def test_it_has_those_who_turn_18_soon_or_have(self, session: Session) -> None:
        for name, days in (("Now", 0), ("Soon", 60), ("Later", 130), ("Past", -20)):
            a_cadet(turns_in=days, first_name=name)
        a_volunteer(first_name="Grown")
        assert names(a_viewer(Role.COORDINATOR)) == ["Past", "Now", "Soon"]
        assert count_turning(a_viewer(Role.COORDINATOR)) == 3

    def test_nobody_sees_it_without_being_cleared_for_children_or_elsewhere(self, session: Session) -> None:
        a_cadet(turns_in=20, area="somerset")
        assert names(as_viewer(an_account(Role.COORDINATOR, for_children=False))) == []
        assert names(a_viewer(Role.COORDINATOR, "cadets", "bristol")) == []
        assert names(a_viewer(Role.COORDINATOR, "cadets", "somerset")) == ["Jo"]
        assert names(a_viewer(Role.SUPERVISOR)) == []


class TestWarnings:
    def test_each_once_to_the_cadet_and_as_a_number_to_those_who_look_after_them(self, session: Session) -> None:
        a_cadet(turns_in=20, first_name="Ann")
        a_cadet(turns_in=80, first_name="Ben", area="bristol")
        by = a_viewer(Role.COORDINATOR, "cadets", "somerset")
        adults_only = an_account(Role.COORDINATOR, for_children=False)
        for _ in range(2):
            warn_of_turning_18()
        assert sorted(session.scalars(select(MovingOnWarning.days))) == [30, 90]
        assert len(told("turning_18")) == 2
        told_staff = {message.account_id: message.particulars["count"] for message in told("cadets_to_move_on")}
        assert told_staff[by.account_id] == 1
        assert adults_only.id not in told_staff
        assert "Ann" not in str(told("cadets_to_move_on")[0].particulars)

    def test_none_once_it_is_agreed_what_comes_next(self, session: Session) -> None:
        volunteer = a_cadet(turns_in=20)
        move_on(volunteer, "special")
        warn_of_turning_18()
        assert told("turning_18") == []


class TestMovingOn:
    def test_service_ends_on_the_birthday_and_they_are_invited(self, session: Session) -> None:
        volunteer = a_cadet(turns_in=20)
        move_on(volunteer, "special")
        period = period_of(volunteer)
        assert period.ended_on == turns_18_on(volunteer.birth_date)
        assert (period.end_reason, period.moves_on_to) == (EndReason.TURNED_18, "special")
        (message,) = told("moved_on")
        words = compose(message).body or ""
        assert "/volunteer/special-constabulary" in words
        assert "ends on that day" in words

    def test_once_18_it_ends_today(self, session: Session) -> None:
        volunteer = a_cadet(turns_in=-5)
        move_on(volunteer, "leaves")
        assert (period_of(volunteer).ended_on, period_of(volunteer).moves_on_to) == (on(0), None)
        assert "you are welcome" in (compose(told("moved_on")[0]).body or "")

    def test_only_a_cadet_and_only_once(self, session: Session) -> None:
        with pytest.raises(NotFound):
            move_on(a_volunteer(), "special")
        volunteer = a_cadet(turns_in=20)
        move_on(volunteer, "special")
        with pytest.raises(Refused) as refused:
            move_on(volunteer, "special")
        assert [one.code for one in refused.value.refusals] == ["ends_already"]
        with pytest.raises(Refused) as refused:
            move_on(a_cadet(turns_in=20), "astronaut")
        assert [one.code for one in refused.value.refusals] == ["unknown_way"]

    @pytest.mark.parametrize(("turned", "ended"), [(-20, False), (-35, True)])
    def test_it_ends_by_itself_when_nobody_did(self, session: Session, turned: int, ended: bool) -> None:
        volunteer = a_cadet(turns_in=turned)
        for _ in range(2):
            begin_what_is_due()
        assert (period_of(volunteer).ended_on == clock.today()) is ended
        assert len(told("moved_on")) == ended


class TestPages:
    def test_from_the_list_to_moved_on(self, client: FlaskClient, session: Session) -> None:
        volunteer = a_cadet(turns_in=20)
        browser = signed_in(client, an_account(Role.COORDINATOR))
        assert "wait to be moved on: 1" in browser.get("/staff/volunteers").get_data(as_text=True)
        listed = browser.get("/staff/volunteers/turning-18").get_data(as_text=True)
        address = f"/staff/volunteers/{volunteer.id}/service/{period_of(volunteer).id}/move-on"
        assert address in listed
        page = browser.get(address).get_data(as_text=True)
        empty = browser.post(address, data=sent_form(page, note="Talked on Monday"))
        assert "Choose what comes next." in empty.get_data(as_text=True)
        assert "Talked on Monday" in empty.get_data(as_text=True)
        answered = browser.post(address, data=sent_form(page, way="cadet_leader"))
        assert answered.status_code == 303
        again = browser.post(address, data=sent_form(page, way="cadet_leader"))
        assert again.status_code == 303, "the same form twice moves them on once"
        shown = browser.get("/staff/volunteers/turning-18").get_data(as_text=True)
        assert "Cadet leader" in shown
        assert len(told("moved_on")) == 1

    def test_there_is_no_such_page_for_an_adult(self, client: FlaskClient, session: Session) -> None:
        volunteer = a_volunteer()
        browser = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR)]))
        address = f"/staff/volunteers/{volunteer.id}/service/{period_of(volunteer).id}/move-on"
        assert browser.get(address).status_code == 404
