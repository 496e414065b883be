"""The page of one application, and the forms that act on it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_case_to_clear, a_check, a_coordinator, an_entry, the_pause_is_over
from tests.onboarding.walk import OF_BRISTOL, SPECIALS, a_day, agree, another, as_one_with, at, page, send
from tests.pages import sent_form
from tests.people.builders import signed_in
from tests.sql_count import counted_sql
from volunteers.onboarding.models import Check, CheckState, Decision
from volunteers.onboarding.service import advance, record_check
from volunteers.people.models import RoleGrant, Volunteer
from volunteers.permissions import Grant, Role
from volunteers.unit_of_work import unit_of_work

MOST_STATEMENTS = 22
NONCE = re.compile(r'nonce="[^"]+"')


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, OF_BRISTOL)


class TestThePage:
    def test_it_says_who_where_what_next_and_what_stands_in_the_way(self, browser: FlaskClient) -> None:
        application = a_case("pre_employment_checks", first_name="Grace", last_name="Hopper")
        a_check(application, "references", reference="R/9")
        a_check(application, "medical", CheckState.FAILED)
        shown = page(browser, at(application))
        for words in (
            f"<title>Application {application.reference}",
            "Grace Hopper",
            application.account.email,
            "Pre-employment checks",
            "Medical was not passed. Decide whether it ends here.",
            "Fitness test has not been passed yet.",
            "Who can put it right: the vetting officer.",
            "R/9",
            "Date of birth",
            "Moved to Interview",
            "Application sent",
        ):
            assert words in shown, words
        assert "Hopper" not in shown.partition("</title>")[0]

    def test_the_button_of_the_next_step_moves_it(self, browser: FlaskClient) -> None:
        application = a_case("submitted")
        shown = page(browser, at(application))
        assert "Move to Online sift" in shown
        response = browser.post(at(application, "/move"), data=sent_form(shown))
        assert response.location == at(application)
        assert "Moved to Online sift" in page(browser, at(application))

    @pytest.mark.parametrize(
        ("grant", "stage"),
        [
            (Grant(Role.COORDINATOR, SPECIALS, "somerset"), "submitted"),
            (Grant(Role.COORDINATOR, "cadets", "bristol"), "submitted"),
            (Grant(Role.COORDINATOR), "draft"),
        ],
    )
    def test_out_of_scope_looks_like_unknown(self, client: FlaskClient, grant: Grant, stage: str) -> None:
        application = a_case(stage, area="bristol")
        browser = as_one_with(client, grant)
        answers = [page(browser, each, 404) for each in ("/staff/applications/SC-NONE-NONE", at(application))]
        assert len({NONCE.sub("", answer) for answer in answers}) == 1
        assert browser.get(at(application, "/checks/sift")).status_code == 404

    def test_an_analyst_has_no_access(self, client: FlaskClient) -> None:
        application = a_case()
        browser = as_one_with(client, Grant(Role.OPCC_ANALYST))
        for below in ("", "/move", "/clear", "/checks/sift"):
            page(browser, at(application, below), 403)

    def test_a_vetting_officer_works_in_a_room_of_their_own(self, client: FlaskClient) -> None:
        application = a_case("pre_employment_checks")
        browser = as_one_with(client, Grant(Role.VETTING_OFFICER))
        for below in ("", "/move", "/clear", "/checks/medical", "/checks/vetting"):
            page(browser, at(application, below), 403)

    def test_nor_is_vetting_recorded_here_by_someone_who_is_a_coordinator_too(self, client: FlaskClient) -> None:
        application = a_case("pre_employment_checks")
        browser = as_one_with(client, Grant(Role.VETTING_OFFICER), Grant(Role.COORDINATOR))
        assert "Record Recruitment vetting" not in page(browser, at(application))
        assert "Vetting is recorded in the vetting room." in page(browser, at(application, "/checks/vetting"), 409)

    def test_ones_own_application_has_no_buttons(self, client: FlaskClient) -> None:
        application = a_case("submitted")
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        browser = signed_in(client, application.account)
        shown = page(browser, at(application))
        assert "This is your own application" in shown
        assert "<button" not in shown.partition("<main")[2]

    def test_the_same_number_of_statements_for_a_long_story(self, app: Flask, browser: FlaskClient) -> None:
        short, long = a_case("submitted"), a_case("attestation")
        by = a_coordinator()
        for version in range(1, 6):
            with unit_of_work():
                record_check(long.id, "medical", entry=an_entry(), seen_version=version, by=by)
        counts = []
        for application in (short, long):
            with counted_sql(app) as asked:
                page(browser, at(application))
            counts.append(asked.count)
        assert counts[0] == counts[1] <= MOST_STATEMENTS


class TestRecordingACheck:
    def test_a_result_is_recorded_and_shown(self, browser: FlaskClient) -> None:
        application = a_case("interview")
        for code in ("identity", "right_to_work"):
            a_check(application, code)
        status, location = send(
            browser, at(application, "/checks/interview"), state="passed", **a_day("result_on", 2), reference="P/3"
        )
        assert (status, location) == (303, at(application))
        shown = page(browser, location)
        assert "Interview is recorded." in shown
        assert "Move to Pre-employment checks" in shown

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({}, "Choose how the check stands."),
            ({"state": "splendid"}, "Choose how the check stands."),
            ({"state": "passed"}, "Interview: enter the date of the result."),
            ({"state": "passed", **a_day("result_on", -1)}, "the date of the result must be today or in the past"),
            (
                {"state": "passed", **a_day("result_on", 2), **a_day("valid_until", 3)},
                "the last good day cannot be before the date of the result",
            ),
            ({"state": "passed", "result_on": ["31", "4", "2026"]}, "must be a real date"),
        ],
    )
    def test_what_cannot_be_comes_back_filled_in_and_is_not_kept(
        self, browser: FlaskClient, session: Session, answers: dict[str, object], words: str
    ) -> None:
        application = a_case("interview")
        _, shown = send(browser, at(application, "/checks/interview"), reference="my words", **answers)
        assert words in shown
        assert "<title>Error: " in shown
        assert 'value="my words"' in shown
        assert session.scalar(select(Check).where(Check.code == "interview")) is None

    def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(
        self, browser: FlaskClient, session: Session
    ) -> None:
        application = a_case("interview")
        address = at(application, "/checks/interview")
        opened = page(browser, address)
        record_check(
            application.id, "interview", entry=an_entry(reference="theirs"), seen_version=0, by=a_coordinator()
        )
        mine = {"state": "failed", **a_day("result_on", 3), "reference": "mine"}
        response = browser.post(address, data=sent_form(opened, **mine))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        for words in ("Someone else recorded this check", "What is recorded now", "theirs", "Helen Marsh"):
            assert words in shown, words
        assert 'value="mine"' in shown
        assert browser.post(address, data=sent_form(shown, **mine)).status_code == 303
        assert session.scalar(select(Check.reference).where(Check.code == "interview")) == "mine"

    def test_only_its_recorder_may_open_the_form(self, browser: FlaskClient) -> None:
        page(browser, at(a_case("pre_employment_checks"), "/checks/vetting"), 403)

    def test_an_unknown_check_is_not_found(self, browser: FlaskClient) -> None:
        page(browser, at(a_case(), "/checks/horoscope"), 404)


class TestMoving:
    def test_every_move_is_shown_with_what_stands_in_its_way(self, browser: FlaskClient) -> None:
        shown = page(browser, at(a_case("sift"), "/move"))
        assert "Online sift has not been passed yet." in shown
        assert 'value="interview" disabled' in shown
        assert 'id="to-unsuccessful"' not in shown
        assert "Decline this applicant" in shown

    def test_declining_takes_a_reason_and_a_second_person(self, browser: FlaskClient) -> None:
        application = a_case("submitted")
        assert "A second person has to agree" in page(browser, at(application, "/decline"))
        _, shown = send(browser, at(application, "/decline"))
        assert "Choose why they are declined." in shown
        status, shown = send(browser, at(application, "/decline"), reason="other")
        assert (status, "Say more" in shown) == (409, True)
        status, _ = send(browser, at(application, "/decline"), reason="other", feedback="Lives too far away")
        assert status == 303
        assert (application.stage, application.is_ours) == ("submitted", True)
        agree(another(browser), application)
        assert "Declined, not told yet" in page(browser, at(application))
        the_pause_is_over()
        shown = page(browser, at(application))
        assert "Another reason" in shown
        assert "Ended: Unsuccessful" in shown

    def test_nothing_chosen_is_said_in_words(self, browser: FlaskClient) -> None:
        assert "Choose where the application goes." in send(browser, at(a_case(), "/move"))[1]

    @pytest.mark.parametrize("to_stage", ["attestation", "nowhere", "<script>"])
    def test_a_move_outside_the_table_is_refused(self, browser: FlaskClient, to_stage: str) -> None:
        application = a_case("submitted")
        status, shown = send(browser, at(application, "/move"), to_stage=to_stage)
        assert (status, "There is a problem" in shown) == (409, True)
        assert application.stage == "submitted"

    def test_a_stale_page_is_told_where_the_application_is_now(self, browser: FlaskClient) -> None:
        application = a_case("submitted")
        opened = page(browser, at(application, "/move"))
        advance(application.id, "sift", seen_stage="submitted", by=a_coordinator())
        response = browser.post(at(application, "/move"), data=sent_form(opened, to_stage="sift", reason="typed"))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        assert "It is now at Online sift" in shown
        for words in ("When you opened it", "<dd>Form review</dd>", "by Helen Marsh", ">typed<"):
            assert words in shown.replace("\n", ""), words
        assert 'name="seen_stage" type="hidden" value="sift"' in shown


class TestClearing:
    def test_the_form_confirms_rank_grade_and_day_and_the_second_person_makes_a_volunteer(
        self, browser: FlaskClient, session: Session
    ) -> None:
        application = a_case_to_clear()
        shown = page(browser, at(application, "/clear"))
        assert "Special Constable" in shown
        assert "Recruitment vetting" in shown
        status, location = send(
            browser, at(application, "/clear"), rank="special_constable", grade="accompanied", **a_day("started_on", 0)
        )
        assert (status, location) == (303, at(application))
        assert session.scalars(select(Volunteer)).all() == []
        agree(another(browser), application)
        assert "Cleared for duty" in page(browser, location)
        volunteer = session.scalars(select(Volunteer).where(Volunteer.account_id == application.account_id)).one()
        assert volunteer.service[0].rank == "special_constable"

    def test_the_same_form_sent_twice_proposes_once(self, browser: FlaskClient, session: Session) -> None:
        application = a_case_to_clear()
        sent = sent_form(
            page(browser, at(application, "/clear")), rank="special_constable", grade="accompanied",
            **a_day("started_on", 0),
        )  # fmt: skip
        answers = [browser.post(at(application, "/clear"), data=sent) for _ in range(2)]
        assert [answer.location for answer in answers] == [at(application)] * 2
        assert len(session.scalars(select(Decision)).all()) == 1

    def test_who_is_not_ready_sees_why(self, browser: FlaskClient) -> None:
        shown = page(browser, at(a_case("attestation"), "/clear"))
        assert "Attestation has not been passed yet." in shown
        assert "<button" not in shown.partition("<main")[2]

    def test_a_first_day_that_cannot_be_is_refused(self, browser: FlaskClient) -> None:
        application = a_case_to_clear()
        status, shown = send(
            browser, at(application, "/clear"), rank="special_constable", grade="accompanied",
            **a_day("started_on", -1),
        )  # fmt: skip
        assert (status, "The first day of service must be today or in the past." in shown) == (409, True)
        assert application.stage == "attestation"
