"""The pages of scoring, and that nothing of a sheet is on any page before both sheets are in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.crawling import crawl
from tests.onboarding.builders import a_case
from tests.onboarding.sheets import INTERVIEW, a_sheet, sits
from tests.onboarding.test_application_page import a_day, page, send
from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models import Assessment, Check, CheckState, DeclaredRelation
from volunteers.onboarding.rules.assessments import Recommendation
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role

SPECIALS = "special_constabulary"
CANARY = "quagganettle"
CODES = ("courage", "respect_and_empathy", "public_service", "take_ownership", "emotionally_aware")
WHOLE = {
    **{f"score_{code}": "4" for code in CODES},
    **{f"comment_{code}": f"{CANARY} {code}" for code in CODES},
    "recommendation": "do_not_recommend",
}


def a_coordinator_account(name: str = "Helen Marsh") -> Account:
    return an_account(grants=[Grant(Role.COORDINATOR, SPECIALS)], full_name=name)


def of(application: Application, below: str = "") -> str:
    return f"/staff/applications/{application.reference}/scoring/{INTERVIEW}{below}"


@pytest.fixture
def application(session: Session) -> Application:
    return a_case("interview", area="bristol")


class TestOneAssessor:
    def test_one_is_asked_first_whether_one_knows_them(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        assert "Take a seat" in page(browser, f"/staff/applications/{application.reference}")
        status, body = send(browser, of(application))
        assert (status, "Choose whether you know this person." in body) == (200, True)
        status, location = send(browser, of(application), knows="no")
        assert (status, location) == (303, of(application, "/sheet"))
        assert browser.get(of(application)).location == of(application, "/sheet")

    def test_recording_the_check_is_scoring_it_from_then_on(
        self, client: FlaskClient, application: Application
    ) -> None:
        browser = signed_in(client, a_coordinator_account())
        check = f"/staff/applications/{application.reference}/checks/interview"
        assert browser.get(check).status_code == 200
        send(browser, of(application), knows="no")
        assert browser.get(check).location == of(application)

    def test_yes_is_recorded_and_no_seat_is_given(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        status, location = send(browser, of(application), knows="yes")
        assert (status, location) == (303, f"/staff/applications/{application.reference}")
        assert "You said that you know this person" in page(browser, location)
        assert len(db.session.scalars(select(DeclaredRelation)).all()) == 1
        assert browser.get(of(application)).status_code == 404

    def test_a_draft_is_saved_and_comes_back(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        send(browser, of(application), knows="no")
        half = {"score_courage": "2", "comment_courage": "Rang the bell.", "act": "keep"}
        assert send(browser, of(application, "/sheet"), **half)[0] == 303
        again = page(browser, of(application, "/sheet"))
        assert "Rang the bell." in again
        assert again.count(" checked>") == 1

    def test_what_is_missing_stands_beside_its_field(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        send(browser, of(application), knows="no")
        status, body = send(browser, of(application, "/sheet"), score_courage="2", act="send")
        assert status == 409
        assert "Choose a score for respect and empathy." in body
        assert "Choose a score for courage." not in body
        assert 'href="#score_public_service"' in body

    def test_another_window_shows_both_versions(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        send(browser, of(application), knows="no")
        stale = page(browser, of(application, "/sheet"))
        send(browser, of(application, "/sheet"), comment_courage="the first window", act="keep")
        data = sent_form(stale, comment_courage="the second window", act="keep")
        response = browser.post(of(application, "/sheet"), data=data)
        body = response.get_data(as_text=True)
        assert response.status_code == 409
        assert "the first window" in body
        assert "the second window" in body
        repeat = browser.post(of(application, "/sheet"), data=sent_form(body, comment_courage="both", act="keep"))
        assert repeat.status_code == 303

    def test_a_seat_is_given_up(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        send(browser, of(application), knows="no")
        assert send(browser, of(application, "/seats/1/free"))[0] == 303
        assert browser.get(of(application, "/sheet")).status_code == 404
        assert browser.get(of(application, "/seats/1/free")).status_code == 404

    def test_one_learns_later_that_one_knows_them(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        send(browser, of(application), knows="no")
        assert send(browser, of(application, "/related"))[0] == 303
        assert db.session.scalars(select(Assessment)).all() == []


class TestBothSheets:
    def test_they_are_compared_and_the_check_is_recorded(self, client: FlaskClient, application: Application) -> None:
        one, other = a_coordinator_account("Ann One"), a_coordinator_account("Ben Other")
        sits(application, as_viewer(one), a_sheet(3, "Stayed calm.", courage=2))
        sits(application, as_viewer(other), a_sheet(3, "Stayed warm.", courage=5))
        browser = signed_in(client, a_coordinator_account())
        body = page(browser, of(application, "/rounds/1"))
        for words in ("Ann One", "Ben Other", "3 apart", "Stayed calm.", "Stayed warm.", "still to confirm"):
            assert words in body
        status, body = send(
            browser, of(application, "/rounds/1"), score_courage="3", outcome="passed", **a_day("result_on", 0)
        )
        assert (status, "Write how you agreed" in body) == (409, True)
        given = {"score_courage": "3", "outcome": "passed", "reason": "Heard it again.", **a_day("result_on", 0)}
        status, location = send(browser, of(application, "/rounds/1"), **given)
        assert (status, location.split("#")[1]) == (303, "scoring")
        assert db.session.scalars(select(Check.state).where(Check.code == INTERVIEW)).one() is CheckState.PASSED
        after = page(browser, of(application, "/rounds/1"))
        assert "Heard it again." in after
        assert "Record the result" not in after

    def test_a_round_that_there_is_not_is_not_found(self, client: FlaskClient, application: Application) -> None:
        browser = signed_in(client, a_coordinator_account())
        assert browser.get(of(application, "/rounds/1")).status_code == 404
        assert browser.get(of(application, "/rounds/2")).status_code == 404

    @pytest.mark.parametrize("below", ["", "/sheet", "/rounds/1", "/seats/1/free", "/related"])
    def test_out_of_scope_and_without_the_right_it_is_not_there(
        self, client: FlaskClient, application: Application, below: str
    ) -> None:
        sits(application, as_viewer(a_coordinator_account()))
        elsewhere = an_account(grants=[Grant(Role.COORDINATOR, SPECIALS, "somerset")])
        assert signed_in(client, elsewhere).get(of(application, below)).status_code == 404
        assert signed_in(client, an_account(Role.VETTING_OFFICER)).get(of(application, below)).status_code == 403


class TestBlindness:
    """A word stands in every comment of the one sheet that is in. Nobody else's pages hold it, nor its scores."""

    @pytest.fixture
    def first(self, client: FlaskClient, application: Application) -> Account:
        account = a_coordinator_account("Ann One")
        browser = signed_in(client, account)
        send(browser, of(application), knows="no")
        status, _ = send(browser, of(application, "/sheet"), **WHOLE, act="send")
        assert status == 303
        return account

    def everyone(self) -> list[Account]:
        return [
            a_coordinator_account("Second assessor"),
            a_coordinator_account("Third"),
            an_account(Role.COORDINATOR),
            an_account(Role.VETTING_OFFICER),
            an_account(Role.SUPERVISOR),
            an_account(Role.ADMINISTRATOR),
            an_account(Role.AUDITOR),
            an_account(Role.OPCC_ANALYST),
        ]

    def test_no_page_of_anyone_else_gives_it_away(
        self, app: Flask, client: FlaskClient, application: Application, first: Account
    ) -> None:
        people = self.everyone()
        sits(application, as_viewer(people[0]))
        reached = 0
        for account in people:
            browser = signed_in(client, account)
            for address, body in crawl(browser, "/staff", most=150).items():
                reached += application.reference in body
                assert CANARY not in body, address
                assert "do not recommend them" not in body.split("<form")[0], address
            for below in ("/rounds/1", "/sheet", "/rounds/0"):
                assert CANARY not in browser.get(of(application, below)).get_data(as_text=True)
        assert reached > 4

    def test_the_second_sheet_shows_nothing_of_the_first(
        self, client: FlaskClient, application: Application, first: Account
    ) -> None:
        second = a_coordinator_account("Second")
        browser = signed_in(client, second)
        before = page(browser, f"/staff/applications/{application.reference}")
        assert "1 of 2 sheets in" in before
        send(browser, of(application), knows="no")
        body = page(browser, of(application, "/sheet"))
        assert CANARY not in body
        assert " checked>" not in body

    def test_its_assessor_sees_their_own_and_both_when_both_are_in(
        self, client: FlaskClient, application: Application, first: Account
    ) -> None:
        assert CANARY in page(signed_in(client, first), of(application, "/sheet"))
        sits(
            application, as_viewer(a_coordinator_account("Second")), a_sheet(2, recommendation=Recommendation.RECOMMEND)
        )
        body = page(signed_in(client, a_coordinator_account("Third")), of(application, "/rounds/1"))
        assert CANARY in body
        assert "2 apart" in body

    def test_the_applicant_sees_no_part_of_it(
        self, client: FlaskClient, application: Application, first: Account
    ) -> None:
        sits(application, as_viewer(a_coordinator_account("Second")), a_sheet(2, CANARY))
        applicant = db.session.get_one(Account, application.account_id)
        pages = crawl(signed_in(client, applicant), f"/my-applications/{application.reference}", most=60)
        assert any(application.reference in body for body in pages.values())
        assert not [address for address, body in pages.items() if CANARY in body]
