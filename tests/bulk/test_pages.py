"""The pages on which something is done with many: from the list to the result, for those in scope alone."""

from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bulk.builders import BODY, SPECIALS, SUBJECT, a_mailing, a_plan, cases, chosen
from tests.onboarding.builders import a_case, a_coordinator
from tests.pages import sent_form
from tests.people.builders import a_volunteer, an_account, as_viewer, signed_in
from volunteers import clock
from volunteers.bulk import service
from volunteers.bulk.models import BulkChoice, BulkMove, Mailing, MailingOptOut
from volunteers.bulk.rules import Act, MailingState, Target
from volunteers.notifications.models import Message, MessageState
from volunteers.people.models import Account
from volunteers.permissions import Role

LIST = "/staff/applications?list=open"


@pytest.fixture
def coordinator(session: Session) -> Account:
    return an_account(Role.COORDINATOR, full_name="Helen Marsh")


@pytest.fixture
def browser(client: FlaskClient, coordinator: Account) -> FlaskClient:
    return signed_in(client, coordinator)


def latest(session: Session, kind: type[BulkChoice] | type[BulkMove]) -> int:
    return session.scalars(select(kind.id).order_by(kind.id.desc()).limit(1)).one()


class TestFromTheList:
    def test_ticked_previewed_done_and_undone(self, browser: FlaskClient, session: Session) -> None:
        good, incomplete = a_case("submitted", first_name="Good"), a_case("sift", first_name="Early")
        page = browser.get(LIST).text
        assert page.count('name="pick"') == 2
        sent = {**sent_form(page), "wish": "picked", "pick": [good.reference, incomplete.reference]}
        answer = browser.post("/staff/bulk/choose", data=sent, follow_redirects=True)
        assert "2 applications chosen" in answer.text
        choice = f"/staff/bulk/choices/{latest(session, BulkChoice)}"
        preview = browser.post(choice, data=sent_form(answer.text, act="next"), follow_redirects=True).text
        assert "1 application</strong> will be moved" in preview
        assert "Online sift has not been passed yet." in preview
        assert "Who can put it right: the coordinator" in preview
        assert good.stage == "submitted"
        move = f"/staff/bulk/{latest(session, BulkMove)}"
        done = browser.post(move, data=sent_form(preview), follow_redirects=True).text
        assert "1 application moved" in done
        assert "You can undo this until" in done
        assert good.stage == "sift"
        assert "Move to the next stage" in browser.get("/staff/bulk").text
        undone = browser.post(f"{move}/undo", data=sent_form(done), follow_redirects=True).text
        assert "put back where they were" in undone
        assert good.stage == "submitted"
        assert session.scalars(select(Message.state)).all() == [MessageState.STOPPED]

    def test_without_scripts_a_button_ticks_the_whole_page(self, browser: FlaskClient, session: Session) -> None:
        cases(3)
        page = browser.get(f"{LIST}&strand={SPECIALS}").text
        assert " checked>" not in page.partition('name="pick"')[2]
        answer = browser.post("/staff/bulk/choose", data={**sent_form(page), "wish": "tick"}, follow_redirects=True)
        assert answer.text.count('name="pick"') == answer.text.count(" checked><a") == 3
        assert answer.request.args["strand"] == SPECIALS

    def test_all_that_match_what_is_filtered(self, browser: FlaskClient, session: Session) -> None:
        cases(2)
        cases(3, "sift")
        page = browser.get(f"{LIST}&strand={SPECIALS}&stage=sift").text
        assert "Do something with all that match" in page
        answer = browser.post("/staff/bulk/choose", data={**sent_form(page), "wish": "all"}, follow_redirects=True)
        assert "3 applications chosen" in answer.text

    def test_nothing_ticked_says_so_and_keeps_the_list(self, browser: FlaskClient, session: Session) -> None:
        cases(1)
        page = browser.get(f"{LIST}&strand={SPECIALS}").text
        sent = {**sent_form(page), "wish": "picked"}
        answer = browser.post("/staff/bulk/choose", data=sent, follow_redirects=True)
        assert "Tick the applications first" in answer.text
        assert answer.request.args["strand"] == SPECIALS

    def test_what_ended_cannot_be_ticked(self, browser: FlaskClient, session: Session) -> None:
        a_case("withdrawn")
        assert 'name="pick"' not in browser.get("/staff/applications?list=ended").text

    @pytest.mark.parametrize(
        ("sent", "words"),
        [({}, "Choose what you want to do."), ({"act": "stage"}, "Choose a stage."),
         ({"act": "owner"}, "Choose whose they are"), ({"act": "stage", "stage": "x:y"}, "Choose one from the list.")],
    )  # fmt: skip
    def test_what_is_missing_is_said_where_it_is_asked(
        self, browser: FlaskClient, coordinator: Account, sent: dict[str, str], words: str
    ) -> None:
        address = f"/staff/bulk/choices/{chosen(cases(2), as_viewer(coordinator)).id}"
        answer = browser.post(address, data=sent_form(browser.get(address).text, **sent))
        assert words in answer.text
        assert "Error:" in answer.text

    def test_sending_back_asks_for_a_reason(self, browser: FlaskClient, coordinator: Account) -> None:
        by = as_viewer(coordinator)
        plan = a_plan(cases(1, "intake"), by, Target(Act.STAGE, SPECIALS, "pre_employment_checks"))
        address = f"/staff/bulk/{plan.id}"
        page = browser.get(address).text
        assert "some of them are sent back" in page
        answer = browser.post(address, data=sent_form(page))
        assert (answer.status_code, "Give a reason" in answer.text) == (409, True)

    def test_what_someone_else_chose_or_did_is_not_found(self, browser: FlaskClient, session: Session) -> None:
        other = a_coordinator()
        choice, plan = chosen(cases(1), other), a_plan(cases(1), other)
        for address in (f"/staff/bulk/choices/{choice.id}", f"/staff/bulk/{plan.id}"):
            assert browser.get(address).status_code == 404
        sent = sent_form(browser.get(LIST).text)
        assert browser.post(f"/staff/bulk/{plan.id}/undo", data=sent).status_code == 404

    def test_too_late_to_undo_is_said(self, browser: FlaskClient, coordinator: Account) -> None:
        by = as_viewer(coordinator)
        plan = service.carry_out(a_plan(cases(1), by).id, reason=None, by=by)
        page = browser.get(f"/staff/bulk/{plan.id}").text
        plan.done_at, plan.undo_until = clock.now() - timedelta(hours=1), clock.now()
        answer = browser.post(f"/staff/bulk/{plan.id}/undo", data=sent_form(page), follow_redirects=True)
        assert "The time to undo this is over." in answer.text
        assert "Undo all of it" not in answer.text


class TestMailings:
    def test_written_looked_at_and_sent_to_few(self, browser: FlaskClient, coordinator: Account) -> None:
        choice = chosen(cases(2), as_viewer(coordinator))
        address = f"/staff/mailings/applicants/{choice.id}"
        sent = sent_form(browser.get(address).text, subject=SUBJECT, body=BODY)
        page = browser.post(address, data=sent, follow_redirects=True)
        assert "Dear Ada0" in page.text
        assert "Everyone who was chosen gets it." in page.text
        held = browser.post(f"{page.request.path}/send", data=sent_form(page.text), follow_redirects=True)
        assert "Nothing was sent yet." in held.text
        stopped = browser.post(f"{page.request.path}/stop", data=sent_form(held.text), follow_redirects=True)
        assert "stopped this" in stopped.text
        assert SUBJECT in browser.get("/staff/mailings").text

    def test_a_letter_is_one_of_the_things_to_do_with_those_chosen(
        self, browser: FlaskClient, coordinator: Account
    ) -> None:
        address = f"/staff/bulk/choices/{chosen(cases(2), as_viewer(coordinator)).id}"
        answer = browser.post(address, data=sent_form(browser.get(address).text, act="write"), follow_redirects=True)
        assert "Write a mailing" in answer.text

    def test_words_that_cannot_be_sent_come_back_with_what_was_typed(
        self, browser: FlaskClient, coordinator: Account
    ) -> None:
        address = f"/staff/mailings/applicants/{chosen(cases(1), as_viewer(coordinator)).id}"
        sent = sent_form(browser.get(address).text, subject="For ((nme))", body="Keep this")
        answer = browser.post(address, data=sent)
        assert "((nme)) cannot be filled in here" in answer.text
        assert "Keep this" in answer.text

    def test_the_author_of_many_is_offered_a_second_person_alone(
        self, browser: FlaskClient, coordinator: Account, session: Session
    ) -> None:
        mailing = a_mailing(1, by=as_viewer(coordinator), as_if=51)
        address = f"/staff/mailings/{mailing.id}"
        page = browser.get(address).text
        assert "Ask a second person" in page
        assert f"{address}/send" not in page
        alone = browser.post(f"{address}/send", data=sent_form(page))
        assert (alone.status_code, "a second person has to agree first" in alone.text) == (409, True)
        asked = browser.post(f"{address}/ask", data=sent_form(page), follow_redirects=True).text
        assert "Nothing is sent before someone agrees." in asked
        assert "Agree: send" not in asked

    def test_the_second_person_reads_it_and_agrees(self, browser: FlaskClient, session: Session) -> None:
        mailing = a_mailing(1, as_if=51)
        author = as_viewer(session.get_one(Account, mailing.author_id))
        assert browser.get(f"/staff/mailings/{mailing.id}").status_code == 404
        service.ask_second(mailing.id, by=author)
        assert "You can agree to it" in browser.get("/staff/mailings").text
        page = browser.get(f"/staff/mailings/{mailing.id}").text
        refused = browser.post(f"/staff/mailings/{mailing.id}/refuse", data=sent_form(page, note=""))
        assert "Enter why it should not be sent." in refused.text
        answer = browser.post(f"/staff/mailings/{mailing.id}/agree", data=sent_form(page), follow_redirects=True)
        assert "Helen Marsh agreed." in answer.text
        assert session.get_one(Mailing, mailing.id).state is MailingState.HELD

    def test_agreeing_asks_for_a_fresh_sign_in(self, browser: FlaskClient, session: Session) -> None:
        mailing = a_mailing(1, as_if=51)
        service.ask_second(mailing.id, by=as_viewer(session.get_one(Account, mailing.author_id)))
        page = browser.get(f"/staff/mailings/{mailing.id}").text
        with time_machine.travel(clock.now() + timedelta(minutes=20), tick=True):
            answer = browser.post(f"/staff/mailings/{mailing.id}/agree", data=sent_form(page))
        assert "/staff/confirm" in answer.headers["Location"]

    def test_volunteers_are_narrowed_counted_and_written_to(self, browser: FlaskClient, session: Session) -> None:
        a_volunteer(area="bristol", first_name="Near")
        a_volunteer(area="somerset")
        page = browser.get("/staff/mailings/volunteers").text
        assert "2 volunteers" in page
        page = browser.get("/staff/mailings/volunteers?area=bristol&status=active").text
        assert "1 volunteer<" in page
        sent = sent_form(page, subject="S", body="Dear ((first name))")
        answer = browser.post("/staff/mailings/volunteers?area=bristol", data=sent, follow_redirects=True)
        assert "Dear Near" in answer.text
        assert session.scalars(select(Mailing.chosen)).one() == "Volunteers: All strands, Bristol"

    def test_a_draft_takes_other_words(self, browser: FlaskClient, coordinator: Account) -> None:
        mailing = a_mailing(1, by=as_viewer(coordinator))
        address = f"/staff/mailings/{mailing.id}/words"
        sent = sent_form(browser.get(address).text, subject="Better", body="Words")
        assert "Better" in browser.post(address, data=sent, follow_redirects=True).text

    def test_beside_a_case_it_is_noted_that_someone_wants_none(self, browser: FlaskClient, session: Session) -> None:
        one, volunteer = a_case("submitted"), a_volunteer()
        for address, account_id in (
            (f"/staff/applications/{one.reference}", one.account_id),
            (f"/staff/volunteers/{volunteer.id}", volunteer.account_id),
        ):
            sent = {**sent_form(browser.get(address).text), "back": address, "wanted": "no"}
            answer = browser.post(f"/staff/mailings/not-wanted/{account_id}", data=sent, follow_redirects=True)
            assert "They asked not to be sent mailings." in answer.text
        assert len(session.scalars(select(MailingOptOut)).all()) == 2
