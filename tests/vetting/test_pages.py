"""The pages of the room as an officer, a second one and everybody else meet them."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from tests.vetting.builders import (
    AT_VETTING,
    SPECIALS,
    a_taken_case,
    an_entry,
    an_officer,
    declare,
    open_it,
    tick_all,
    to_be_vetted,
)
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Grant, Role, Viewer
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingCase, VettingNote, VettingOpening
from volunteers.vetting.rules import Outcome

DESK = "/staff/vetting"
NONCE = re.compile(r'nonce="[^"]*"')
TODAY = clock.today()


def officer_and_browser(client: FlaskClient, *grants: Grant) -> tuple[Viewer, FlaskClient]:
    account = an_account(grants=grants or [Grant(Role.VETTING_OFFICER)], full_name="Ruth Calloway")
    return as_viewer(account), signed_in(client, account)


def browser_of(client: FlaskClient, viewer: Viewer) -> FlaskClient:
    return signed_in(client, db.session.get_one(Account, viewer.account_id))


def page(browser: FlaskClient, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def count(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


class TestTheDesk:
    def test_the_next_case_is_taken_and_its_name_is_shown_once_it_was_opened(
        self, client: FlaskClient, session: Session
    ) -> None:
        application = to_be_vetted(first_name="Tamsin", last_name="Trewin")
        officer, browser = officer_and_browser(client)
        front = page(browser, DESK)
        assert "1 case waits without an officer" in front
        assert application.reference not in front
        answer = browser.post(f"{DESK}/next", data=sent_form(front), follow_redirects=True).get_data(as_text=True)
        assert application.reference in answer
        assert "Recruitment vetting (RV)" in answer
        assert "Trewin" not in answer
        case = session.scalars(select(VettingCase)).one()
        assert "Trewin" not in page(browser, f"{DESK}/{case.id}/open")
        open_it(case, officer)
        assert "Tamsin Trewin" in page(browser, DESK)

    def test_none_waits(self, client: FlaskClient, session: Session) -> None:
        _, browser = officer_and_browser(client)
        front = page(browser, DESK)
        assert "Take the next case" not in front
        assert browser.post(f"{DESK}/next", data=sent_form(front)).status_code == 409

    @pytest.mark.parametrize(
        "role",
        [Role.COORDINATOR, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OPCC_ANALYST, Role.APPLICANT],
    )
    def test_nobody_else_comes_in(self, client: FlaskClient, session: Session, role: Role) -> None:
        case = a_taken_case(an_officer())
        browser = signed_in(client, an_account(role))
        for address in (DESK, f"{DESK}/{case.id}", f"{DESK}/{case.id}/outcome", f"{DESK}/review"):
            assert browser.get(address).status_code == 403


class TestOpening:
    def test_a_reason_is_asked_first_and_the_file_lasts_half_an_hour(
        self, client: FlaskClient, session: Session
    ) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer, to_be_vetted(last_name="Trewin"), opened=False)
        assert browser.get(f"{DESK}/{case.id}").location == f"{DESK}/{case.id}/open"
        asked = page(browser, f"{DESK}/{case.id}/open")
        nothing = browser.post(f"{DESK}/{case.id}/open", data=sent_form(asked, words="To see"))
        assert "Choose why you are opening it." in nothing.get_data(as_text=True)
        assert "To see" in nothing.get_data(as_text=True)
        assert count(VettingOpening) == 0
        given = sent_form(asked, reason="begin", words="To see the form")
        assert browser.post(f"{DESK}/{case.id}/open", data=given).location == f"{DESK}/{case.id}"
        assert "Trewin" in page(browser, f"{DESK}/{case.id}")
        opening = session.scalars(select(VettingOpening)).one()
        assert opening.until - opening.at == timedelta(minutes=30)
        opening.until = clock.now()
        assert browser.get(f"{DESK}/{case.id}").location == f"{DESK}/{case.id}/open"

    @pytest.mark.parametrize(
        "grants",
        [
            [Grant(Role.VETTING_OFFICER)],
            [Grant(Role.VETTING_OFFICER, SPECIALS, "somerset")],
            [Grant(Role.VETTING_OFFICER, "cadets")],
        ],
    )
    def test_others_find_nothing_and_cannot_tell_it_from_what_is_not_there(
        self, client: FlaskClient, session: Session, grants: list[Grant]
    ) -> None:
        case = a_taken_case(an_officer())
        _, browser = officer_and_browser(client, *grants)
        for part in ("", "/open", "/outcome", "/proposal", "/hand-over", "/documents/1"):
            there, not_there = (browser.get(f"{DESK}/{number}{part}") for number in (case.id, 99_999_999))
            assert there.status_code == not_there.status_code == 404
            assert NONCE.sub("", there.text) == NONCE.sub("", not_there.text)
        assert browser.get(f"{DESK}/99999999999999999999").status_code == 404

    def test_someone_who_lost_the_right_finds_nothing_more(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        page(browser, f"{DESK}/{case.id}")
        account = session.get_one(Account, officer.account_id)
        for grant in account.role_grants:
            if grant.role is Role.VETTING_OFFICER:
                grant.area = "somerset"
        assert browser.get(f"{DESK}/{case.id}").status_code == 404

    def test_i_know_this_person(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer, opened=False)
        asked = page(browser, f"{DESK}/{case.id}/open")
        browser.post(f"{DESK}/{case.id}/known", data=sent_form(asked))
        assert browser.get(f"{DESK}/{case.id}").status_code == 404
        assert "Everything in your scope has an officer" in page(browser, DESK)


class TestTheFile:
    def test_what_was_declared_is_yes_no_or_not_answered(self, client: FlaskClient, session: Session) -> None:
        application = to_be_vetted()
        declare(application, "convictions", {"answer": "yes"})
        declare(application, "offences", {"done": True, "items": [
            {"what": "A caution for affray", "happened": "2012-06-01", "outcome": "No further action"}
        ]})  # fmt: skip
        application.answers = {**application.answers, "finance": {"answer": "none"}, "memberships": {}}
        officer, browser = officer_and_browser(client)
        shown = page(browser, f"{DESK}/{a_taken_case(officer, application).id}")
        said = re.findall(r'app-status--\w+">(Yes|No|Not answered)<', shown)
        assert said == ["Yes", "No", "Not answered"]
        assert "A caution for affray (June 2012)" in shown
        assert "Police National Database" in shown

    def test_notes_are_sealed_and_written_once(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        shown = page(browser, f"{DESK}/{case.id}")
        given = sent_form(shown, words="Rang the employer.\nAll is well.")
        for _ in range(2):
            assert browser.post(f"{DESK}/{case.id}/notes", data=given).status_code == 303
        assert count(VettingNote) == 1
        assert "Rang the employer." in page(browser, f"{DESK}/{case.id}")
        empty = browser.post(f"{DESK}/{case.id}/notes", data=sent_form(shown, words=" ", once="x" * 20))
        assert "Write the note first." in empty.get_data(as_text=True)

    def test_enquiries_are_ticked_with_their_day(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        shown = page(browser, f"{DESK}/{case.id}")

        def tick(day: object, *codes: str) -> str:
            data = sent_form(shown, codes=list(codes), done_on=[str(day.day), str(day.month), str(day.year)])  # type: ignore[attr-defined]
            return browser.post(f"{DESK}/{case.id}/enquiries", data=data, follow_redirects=True).get_data(as_text=True)

        ahead = tick(TODAY + timedelta(days=1), "pnc")
        assert "The day of an enquiry must be today or in the past." in ahead
        assert 'value="pnc" checked' in " ".join(ahead.split())
        assert "Ruth Calloway" in tick(TODAY, "pnc", "pnd")
        again = tick(TODAY, "pnc", "finance")
        assert "Ruth Calloway ticked it meanwhile" in again
        assert "Choose from the answers shown." not in again

    def test_handing_over(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case, colleague = a_taken_case(officer), an_officer(full_name="Priya Nair")
        form = page(browser, f"{DESK}/{case.id}/hand-over")
        assert "Priya Nair" in form
        kept = browser.post(f"{DESK}/{case.id}/hand-over", data=sent_form(form, to="", reason="On leave"))
        assert "Choose a colleague." in kept.get_data(as_text=True)
        assert "On leave" in kept.get_data(as_text=True)
        browser.post(
            f"{DESK}/{case.id}/hand-over", data=sent_form(form, to=str(colleague.account_id), reason="On leave")
        )
        assert browser.get(f"{DESK}/{case.id}").status_code == 404


class TestTheOutcome:
    def test_what_is_wrong_is_said_and_all_of_it_is_kept(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        tick_all(case, officer)
        form = page(browser, f"{DESK}/{case.id}/outcome")
        later = TODAY + timedelta(days=2)
        data = sent_form(
            form, outcome="granted", level="rv", reference="RV-7",
            result_on=[str(later.day), str(later.month), str(later.year)], valid_until=["1", "1", "2020"],
        )  # fmt: skip
        answer = browser.post(f"{DESK}/{case.id}/outcome", data=data)
        shown = answer.get_data(as_text=True)
        assert answer.status_code == 409
        assert "The date of the outcome must be today or in the past." in shown
        assert "The last good day cannot be before the date of the outcome." in shown
        for typed in ('value="RV-7"', 'value="2020"', f'value="{later.day}"'):
            assert typed in shown

    def test_refusing_asks_why_and_becomes_a_proposal_that_another_decides(
        self, client: FlaskClient, session: Session
    ) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        form = page(browser, f"{DESK}/{case.id}/outcome")
        day = [str(TODAY.day), str(TODAY.month), str(TODAY.year)]
        given = sent_form(form, outcome="refused", result_on=day)
        assert "Write down why it is refused." in browser.post(f"{DESK}/{case.id}/outcome", data=given).text
        browser.post(f"{DESK}/{case.id}/outcome", data={**given, "reason": "Undeclared matters"})
        assert "Waits for a second officer" in page(browser, DESK)
        stale = browser.post(f"{DESK}/{case.id}/outcome", data={**given, "reason": "Typed in the other tab"})
        assert stale.status_code == 409
        assert "Undeclared matters" in stale.text
        assert "Typed in the other tab" in stale.text
        second = an_officer(full_name="Priya Nair")
        other = browser_of(client, second)
        assert "Waiting for a second officer" in page(other, DESK)
        assert "Undeclared" not in page(other, DESK)
        assert other.get(f"{DESK}/{case.id}/proposal").location == f"{DESK}/{case.id}/open"
        open_it(case, second, "second_opinion")
        form = page(other, f"{DESK}/{case.id}/proposal")
        assert "Undeclared matters" in form
        nothing = other.post(f"{DESK}/{case.id}/proposal", data=sent_form(form, agrees="no"))
        assert "Write down why you do not agree." in nothing.text
        other.post(f"{DESK}/{case.id}/proposal", data=sent_form(form, agrees="yes"))
        assert session.get_one(VettingCase, case.id).outcome is Outcome.REFUSED
        late = browser_of(client, officer).post(f"{DESK}/{case.id}/outcome", data={**given, "reason": "Typed late"})
        assert late.status_code == 409
        assert "Typed late" in late.text
        assert "Appeal until" in late.text

    def test_a_proposal_is_taken_back(self, client: FlaskClient, session: Session) -> None:
        officer, browser = officer_and_browser(client)
        case = a_taken_case(officer)
        service.record_outcome(case.id, entry=an_entry(Outcome.REFUSED), seen_version=case.version, by=officer)
        shown = page(browser, f"{DESK}/{case.id}")
        browser.post(f"{DESK}/{case.id}/proposal/take-back", data=sent_form(shown))
        assert "Record the outcome" in page(browser, f"{DESK}/{case.id}")
        assert queries.find_proposal(case) is None


def test_asking_for_a_review(client: FlaskClient, session: Session) -> None:
    application = to_be_vetted("submitted")
    _, browser = officer_and_browser(client)
    form = page(browser, f"{DESK}/review")
    wrong = browser.post(f"{DESK}/review", data=sent_form(form, reference="SC-NONE", words="Arrested"))
    assert wrong.status_code == 409
    assert "Arrested" in wrong.text
    browser.post(f"{DESK}/review", data=sent_form(form, reference=application.reference, words="Arrested"))
    front = page(browser, DESK)
    assert "1 case waits without an officer" in front
    assert application.reference not in front


def test_the_home_of_a_vetting_officer_and_the_way_there(client: FlaskClient, session: Session) -> None:
    _, browser = officer_and_browser(client)
    front = page(browser, DESK)
    assert 'aria-current="page">Vetting<' in front
    assert AT_VETTING not in front
