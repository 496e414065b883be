"""Whose case it is: taken, given, given up, and told."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_coordinator
from tests.onboarding.walk import OF_BRISTOL, SPECIALS, another, as_one_with, at, page, send
from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message
from volunteers.onboarding.queries import list_coordinators
from volunteers.onboarding.service import set_owner
from volunteers.people.models import RoleGrant
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, OF_BRISTOL)


class TestGiving:
    def test_taking_giving_and_giving_up_stand_in_the_history_and_only_the_given_are_told(
        self, session: Session
    ) -> None:
        application, me, you = a_case(), a_coordinator(), a_coordinator()
        with unit_of_work():
            set_owner(application.id, to=me.account_id, seen=None, by=me)
        assert session.scalars(select(Message)).all() == []
        with unit_of_work():
            set_owner(application.id, to=you.account_id, seen=me.account_id, by=me)
        told = session.scalars(select(Message)).one()
        assert (told.kind, told.account_id, told.subject) == ("case_given", you.account_id, None)
        assert application.name not in repr(told.particulars)
        with unit_of_work():
            set_owner(application.id, to=None, seen=you.account_id, by=you)
        acts = [entry.act for entry in list_of("application", application.id)]
        assert acts == ["case_given_up", "case_given", "case_taken"]
        assert (application.owner_id, application.stage) == (None, "submitted")

    def test_a_page_that_is_no_longer_true_is_a_conflict_that_names_the_owner(self, session: Session) -> None:
        application, me, you = a_case(), a_coordinator(), a_coordinator()
        set_owner(application.id, to=me.account_id, seen=None, by=me)
        with pytest.raises(Conflict, match=r"It is Helen Marsh’s case now\."):
            set_owner(application.id, to=you.account_id, seen=None, by=you)
        assert application.owner_id == me.account_id

    def test_only_those_in_scope_who_may_move_it_can_have_it(self, session: Session) -> None:
        application, me = a_case(area="bristol"), a_coordinator()
        gone = an_account(grants=[OF_BRISTOL], disabled_at=clock.now())
        elsewhere, officer = a_coordinator("somerset"), an_account(grants=[Grant(Role.VETTING_OFFICER)])
        cross = an_account(
            grants=[Grant(Role.COORDINATOR, SPECIALS, "somerset"), Grant(Role.COORDINATOR, "cadets", "bristol")]
        )
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        session.flush()
        listed = dict(list_coordinators(application))
        assert me.account_id in listed
        for number in (gone.id, elsewhere.account_id, officer.id, cross.id, application.account_id):
            assert number not in listed
            with pytest.raises(Refused, match="Choose someone from the list"):
                set_owner(application.id, to=number, seen=None, by=me)

    def test_ended_foreign_and_own_applications_are_refused(self, session: Session) -> None:
        me = a_coordinator("somerset")
        ended = a_case("withdrawn", area="somerset")
        with pytest.raises(Refused, match="has ended"):
            set_owner(ended.id, to=me.account_id, seen=None, by=me)
        with pytest.raises(NotFound):
            set_owner(a_case(area="bristol").id, to=me.account_id, seen=None, by=me)
        own = a_case()
        own.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        session.flush()
        with pytest.raises(Refused, match="your own application"):
            set_owner(own.id, to=own.account_id, seen=None, by=as_viewer(own.account))


class TestPages:
    def test_one_press_takes_it_and_the_page_says_so(self, browser: FlaskClient) -> None:
        application = a_case(area="bristol")
        shown = page(browser, at(application))
        assert "Take this case" in shown
        assert browser.post(at(application, "/owner"), data=sent_form(shown)).location == at(application)
        shown = page(browser, at(application))
        for words in ("It is your case now.", "Yours", "Taken as their own case"):
            assert words in shown, words
        assert "Take this case" not in shown

    def test_giving_it_names_the_others_and_tells_them(self, browser: FlaskClient, session: Session) -> None:
        application = a_case(area="bristol")
        you = an_account(grants=[OF_BRISTOL], full_name="Priya Nair", email="priya@force.example")
        status, _ = send(browser, at(application, "/owner"), owner=str(you.id))
        assert status == 303
        shown = page(browser, at(application))
        for words in ("Priya Nair’s case now", "Given to Priya Nair"):
            assert words in shown, words
        assert session.scalars(select(Message.to_address)).all() == ["priya@force.example"]
        status, _ = send(browser, at(application, "/owner"), owner="")
        assert application.owner_id is None

    def test_a_stale_page_comes_back_with_whose_it_is_now_and_the_choice_kept(self, browser: FlaskClient) -> None:
        application = a_case(area="bristol")
        mine = page(browser, at(application))
        send(another(browser), at(application, "/owner"), owner=_first_coordinator(application))
        response = browser.post(at(application, "/owner"), data=sent_form(mine))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        assert "Someone said whose case this is while you had the page open." in shown
        assert f'name="seen_owner" type="hidden" value="{application.owner_id}"' in shown

    def test_who_is_not_on_the_list_is_refused_in_words(self, browser: FlaskClient) -> None:
        application = a_case(area="bristol")
        _, shown = send(browser, at(application, "/owner"), owner=str(a_coordinator("somerset").account_id))
        assert "Choose one from the list." in shown
        assert application.owner_id is None


def _first_coordinator(application: object) -> str:
    return str(list_coordinators(application)[0][0])  # type: ignore[arg-type]
