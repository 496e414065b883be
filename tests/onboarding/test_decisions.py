"""Declining and clearing, which take two people: proposed, agreed, refused, taken back, and found."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Executable, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.onboarding.builders import (
    a_case,
    a_case_to_clear,
    a_check,
    a_coordinator,
    an_entry,
    declined,
    the_pause_is_over,
)
from tests.onboarding.walk import OF_BRISTOL, SPECIALS, agree, another, as_one_with, at, page, proposal_of, send
from tests.pages import sent_form
from tests.people.builders import as_viewer, signed_in
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.queries import list_about
from volunteers.onboarding.models import Check, CheckState, Decision, Decline
from volunteers.onboarding.queries import count_waiting_decisions, find_open_proposal, kinds_waiting
from volunteers.onboarding.rules import Clearing, DecisionKind, DecisionOutcome
from volunteers.onboarding.service import advance, clear, clear_for_duty, decide, decline, move, record_check, take_back
from volunteers.people.models import RoleGrant, Volunteer
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work

A_START = Clearing("special_constable", "accompanied", None, clock.today())
CODE, REASON = "no_answer", "We asked you for something we need and did not hear from you"
WHY = "Lives too far away"


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def proposed(by: Viewer | None = None, **more: str) -> tuple[Application, Decision, Viewer]:
    """Declining someone who has just applied, proposed by a coordinator."""
    proposer, application = by or a_coordinator(), a_case("submitted", **more)
    decision = declined(application, by=proposer)
    assert isinstance(decision, Decision)
    return application, decision, proposer


def constraint_against(session: Session, statement: Executable) -> str | None:
    """The name of the constraint that stops a statement."""
    with pytest.raises(IntegrityError) as fault, session.begin_nested():
        session.execute(statement)
    return getattr(getattr(fault.value.orig, "diag", None), "constraint_name", None)


class TestProposing:
    def test_nothing_happens_but_that_it_waits_for_a_coordinator(self, session: Session) -> None:
        with unit_of_work():
            application, decision, by = proposed()
        assert (application.stage, application.is_ours, application.decision_due) == ("submitted", True, True)
        assert list_about("application", application.id) == []
        assert [entry.act for entry in list_of("application", application.id)] == ["decision_proposed"]
        assert WHY not in repr([entry.details for entry in list_of("application", application.id)])
        assert kinds_waiting([application.id]) == {application.id: DecisionKind.DECLINE}
        assert (decision.stage, decision.reason, decision.proposed_by_id) == ("submitted", REASON, by.account_id)

    def test_what_could_not_be_done_is_not_proposed(self, session: Session) -> None:
        by = a_coordinator()
        with pytest.raises(Refused) as declined:
            decline(a_case("submitted").id, code=None, feedback="", seen_stage="submitted", by=by)
        with pytest.raises(Refused) as cleared:
            clear(a_case("attestation").id, clearing=A_START, seen_stage="attestation", by=by)
        assert codes_of(declined) == ["reason_needed"]
        assert codes_of(cleared) == ["attestation_missing"]
        with pytest.raises(Conflict):
            decline(a_case("sift").id, code=CODE, feedback=WHY, seen_stage="submitted", by=by)
        assert session.scalars(select(Decision)).all() == []

    def test_while_it_is_open_nothing_else_is_done_and_who_has_to_act_is_said(self, session: Session) -> None:
        application, _, _ = proposed()
        other = a_coordinator()
        acts = (
            lambda: move(application.id, "sift", seen_stage="submitted", reason=None, by=other),
            lambda: declined(application, by=other),
            lambda: advance(application.id, "sift", seen_stage="submitted", by=other),
            lambda: clear_for_duty(application.id, clearing=A_START, seen_stage="submitted", by=other),
        )
        for act in acts:
            with pytest.raises(Refused) as refused:
                act()
            assert codes_of(refused) == ["waits_for_second"]
            assert "Helen Marsh proposed declining the applicant" in str(refused.value)
            assert refused.value.refusals[0].who == "another coordinator"

    def test_the_database_holds_one_open_decision_and_two_people(self, session: Session) -> None:
        application, decision, by = proposed()
        same = {"application_id": application.id, "kind": DecisionKind.DECLINE, "stage": "submitted", "details": {}}
        who = {"proposed_by_id": by.account_id, "proposed_at": clock.now()}
        assert constraint_against(session, insert(Decision).values(**same, **who)) == "uq_decisions_open"
        agreed = {"outcome": DecisionOutcome.AGREED, "decided_by_id": by.account_id, "decided_at": clock.now()}
        one_person = update(Decision).where(Decision.id == decision.id).values(**agreed)
        assert constraint_against(session, one_person) == "ck_decisions_two_people"

    @pytest.mark.parametrize("strand", ["neighbourhood_watch", "farm_watch"])
    def test_where_the_force_says_one_person_declines_at_once(self, session: Session, strand: str) -> None:
        application, by = a_case("submitted", strand=strand), a_coordinator(strand=strand)
        assert isinstance(declined(application, by=by), Decline)
        the_pause_is_over()
        assert application.stage == "unsuccessful"


class TestDeciding:
    def test_agreeing_declines_in_the_name_of_the_second_with_the_reason_of_the_first(self, session: Session) -> None:
        application, decision, _ = proposed()
        second = a_coordinator()
        decide(application.id, decision.id, agrees=True, note="", by=second)
        assert list_about("application", application.id) == [], "told only when the pause is over"
        the_pause_is_over()
        last = session.scalars(select(StageChange).order_by(StageChange.id.desc()).limit(1)).one()
        assert (last.to_stage, last.reason, last.by_account_id) == ("unsuccessful", REASON, second.account_id)
        assert [message.kind for message in list_about("application", application.id)] == ["application_closed"]
        assert (decision.outcome, decision.decided_by_id) == (DecisionOutcome.AGREED, second.account_id)

    def test_agreeing_clears_for_duty_as_it_was_proposed(self, session: Session) -> None:
        application = a_case_to_clear()
        decision = clear(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        assert decision is not None
        assert session.scalars(select(Volunteer)).all() == []
        decide(application.id, decision.id, agrees=True, note="", by=a_coordinator())
        volunteer = session.scalars(select(Volunteer)).one()
        assert (volunteer.service[0].rank, volunteer.service[0].started_on) == (A_START.rank, A_START.started_on)

    def test_everything_is_judged_anew_and_what_is_refused_leaves_it_open(self, session: Session) -> None:
        application = a_case_to_clear()
        decision = clear(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        assert decision is not None
        entry = an_entry(CheckState.FAILED)
        record_check(application.id, "medical", entry=entry, seen_version=1, by=a_coordinator())
        session.commit()
        with pytest.raises(Refused) as refused, unit_of_work():
            decide(application.id, decision.id, agrees=True, note="", by=a_coordinator())
        assert codes_of(refused) == ["medical_failed"]
        assert find_open_proposal(application.id) is not None
        assert application.stage == "attestation"

    def test_refusing_takes_a_reason_and_sets_it_free(self, session: Session) -> None:
        application, decision, _ = proposed()
        with pytest.raises(Refused) as refused:
            decide(application.id, decision.id, agrees=False, note=" ", by=a_coordinator())
        assert codes_of(refused) == ["reason_needed"]
        decide(application.id, decision.id, agrees=False, note="They move here in May", by=a_coordinator())
        assert (decision.outcome, decision.note) == (DecisionOutcome.REFUSED, "They move here in May")
        assert (application.stage, application.decision_due) == ("submitted", False)
        advance(application.id, "sift", seen_stage="submitted", by=a_coordinator())
        assert application.stage == "sift"

    def test_nobody_decides_what_they_proposed_and_nobody_else_takes_it_back(self, session: Session) -> None:
        application, decision, by = proposed()
        with pytest.raises(Refused) as decided:
            decide(application.id, decision.id, agrees=True, note="", by=by)
        with pytest.raises(Refused) as taken:
            take_back(application.id, decision.id, by=a_coordinator())
        assert (codes_of(decided), codes_of(taken)) == (["own_proposal"], ["not_your_proposal"])
        take_back(application.id, decision.id, by=by)
        assert decision.outcome is DecisionOutcome.TAKEN_BACK
        assert not application.decision_due

    def test_nobody_decides_about_their_own_application(self, session: Session) -> None:
        application, decision, _ = proposed()
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        session.flush()
        with pytest.raises(Refused) as refused:
            decide(application.id, decision.id, agrees=False, note="I am fine", by=as_viewer(application.account))
        assert codes_of(refused) == ["own_application"]

    def test_what_was_decided_or_overtaken_is_not_decided_again(self, session: Session) -> None:
        application, decision, _ = proposed()
        decide(application.id, decision.id, agrees=False, note="No", by=a_coordinator())
        with pytest.raises(Conflict) as refused:
            decide(application.id, decision.id, agrees=True, note="", by=a_coordinator())
        assert "Helen Marsh has not agreed to it." in str(refused.value)
        other, moot, _ = proposed()
        other.stage = "withdrawn"
        session.flush()
        with pytest.raises(Conflict, match="moved on by itself"):
            decide(other.id, moot.id, agrees=True, note="", by=a_coordinator())

    def test_a_decision_is_only_found_with_its_own_application_and_in_scope(self, session: Session) -> None:
        application, decision, _ = proposed(area="bristol")
        for number, by in (
            (a_case("submitted").id, a_coordinator()),
            (application.id, a_coordinator("somerset")),
            (application.id, a_coordinator(strand="cadets")),
        ):
            with pytest.raises(NotFound):
                decide(number, decision.id, agrees=True, note="", by=by)


@pytest.fixture
def browser(client: FlaskClient) -> FlaskClient:
    """A coordinator of the Specials in Bristol."""
    return as_one_with(client, OF_BRISTOL)


class TestPages:
    def test_the_proposer_sees_who_can_decide_and_may_take_it_back(self, browser: FlaskClient) -> None:
        application = a_case("submitted", area="bristol")
        another(browser, full_name="Priya Nair")
        send(browser, at(application, "/decline"), reason=CODE, feedback=WHY)
        shown = page(browser, at(application))
        assert "You proposed declining the applicant. Another coordinator has to decide." in shown
        assert "All moves" not in shown
        place = proposal_of(application)
        shown = page(browser, place)
        assert "These people can: " in shown
        assert "Priya Nair" in shown
        assert "Yes, do it now" not in shown
        assert browser.post(f"{place}/take-back", data=sent_form(shown)).location == at(application)
        assert "Taken back" in page(browser, at(application))
        assert "Proposal taken back: Decline" in page(browser, at(application))

    def test_the_second_person_is_led_there_and_a_refusal_is_told(self, browser: FlaskClient) -> None:
        application = a_case("submitted", area="bristol")
        send(browser, at(application, "/decline"), reason=CODE, feedback=WHY)
        second = another(browser)
        assert "Agree or refuse" in page(second, at(application))
        status, shown = send(second, proposal_of(application))
        assert "Choose whether you agree." in shown
        status, shown = send(second, proposal_of(application), answer="refuse")
        assert (status, "Say why you do not agree." in shown) == (409, True)
        status, _ = send(second, proposal_of(application), answer="refuse", note="They move here in May")
        assert status == 303
        shown = page(browser, at(application))
        for words in ("Proposal not agreed: Decline", "They move here in May", "Move to Online sift"):
            assert words in shown, words

    def test_a_stale_page_shows_what_became_of_it_and_keeps_what_was_typed(self, browser: FlaskClient) -> None:
        application = a_case("submitted", area="bristol")
        send(browser, at(application, "/decline"), reason=CODE, feedback=WHY)
        slow, quick = another(browser), another(browser, full_name="Tom Quick")
        place = proposal_of(application)
        opened = page(slow, place)
        agree(quick, application)
        response = slow.post(place, data=sent_form(opened, answer="refuse", note="my own words"))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        for words in ("This does not wait any more. Tom Quick has agreed to it.", "Decided on", "my own words"):
            assert words in shown, words

    def test_a_move_typed_while_someone_proposed_is_kept_and_refused(self, browser: FlaskClient) -> None:
        application = a_case("submitted", area="bristol")
        opened = page(browser, at(application, "/move"))
        send(another(browser), at(application, "/decline"), reason=CODE, feedback=WHY)
        response = browser.post(at(application, "/move"), data=sent_form(opened, to_stage="sift", reason="my words"))
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        assert "Priya Nair proposed declining the applicant" in shown
        assert "my words" in shown

    def test_a_clearing_typed_while_it_moved_is_kept_with_both_places(self, browser: FlaskClient) -> None:
        application = a_case_to_clear(area="bristol")
        opened = page(browser, at(application, "/clear"))
        advance(application.id, "training", seen_stage="attestation", reason="Training lapsed", by=a_coordinator())
        day = {"started_on": ["3", "2", "2026"]}
        sent = sent_form(opened, rank="special_constable", grade="accompanied", **day)
        response = browser.post(at(application, "/clear"), data=sent)
        shown = response.get_data(as_text=True)
        assert response.status_code == 409
        for words in ("When you opened it", "Attestation", "by Helen Marsh: Training lapsed", "3 2 2026"):
            assert words in shown, words

    def test_the_list_holds_what_is_in_scope_the_oldest_first_and_counts_what_one_can_decide(
        self, browser: FlaskClient
    ) -> None:
        first, *_ = proposed(area="bristol", last_name="Oldest")
        proposed(area="somerset", last_name="Elsewhere")
        mine = a_case("submitted", area="bristol", last_name="Mine")
        send(browser, at(mine, "/decline"), reason=CODE, feedback=WHY)
        withdrawn, *_ = proposed(area="bristol", last_name="Withdrawn")
        withdrawn.stage = "withdrawn"
        shown = page(browser, "/staff/decisions")
        assert "Elsewhere" not in shown
        assert "Withdrawn" not in shown
        assert shown.index("Oldest") < shown.index("Mine")
        assert shown.count("Someone else decides") == 1
        assert count_waiting_decisions(a_coordinator("bristol")) == 2
        assert count_waiting_decisions(a_coordinator("somerset")) == 1
        agree(browser, first)

    def test_others_have_no_access_and_ones_own_application_no_form(self, browser: FlaskClient) -> None:
        application, decision, _ = proposed(area="bristol")
        place = at(application, f"/decisions/{decision.id}")
        analyst = another(browser, Grant(Role.OPCC_ANALYST))
        page(analyst, place, 403)
        page(analyst, "/staff/decisions", 403)
        page(another(browser, Grant(Role.COORDINATOR, SPECIALS, "somerset")), place, 404)
        application.account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        own = signed_in(browser.application.test_client(), application.account)
        assert "<button" not in page(own, place).partition("<main")[2]

    def test_a_watch_is_declined_by_one(self, client: FlaskClient, session: Session) -> None:
        application = a_case("submitted", strand="neighbourhood_watch")
        browser = as_one_with(client, Grant(Role.COORDINATOR))
        assert "second person" not in page(browser, at(application, "/decline"))
        send(browser, at(application, "/decline"), reason=CODE, feedback=WHY)
        the_pause_is_over()
        assert application.stage == "unsuccessful"
        assert session.scalars(select(Decision)).all() == []

    def test_the_step_names_the_check_that_stands_against_it_now(self, browser: FlaskClient, session: Session) -> None:
        application = a_case_to_clear(area="bristol")
        clear(application.id, clearing=A_START, seen_stage="attestation", by=a_coordinator())
        session.scalars(select(Check).where(Check.code == "medical")).one().state = CheckState.FAILED
        shown = page(browser, proposal_of(application))
        assert "What stands in the way now" in shown
        assert "Medical was not passed." in shown
        a_check(a_case("sift"), "sift")

    def test_the_caseload_says_that_a_second_person_is_wanted_and_leads_there(self, browser: FlaskClient) -> None:
        proposed(area="bristol")
        shown = page(browser, "/staff/applications?list=open")
        assert "Second person: decline?" in shown
        assert "1 decision</strong> to make as the second person" in shown
        assert 'href="/staff/decisions"' in shown
