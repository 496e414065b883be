"""How cases end: what reaches onboarding and the record of a volunteer, and what takes a second officer."""

from datetime import timedelta

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tests.people.builders import an_account, as_viewer
from tests.vetting.builders import (
    a_lapsing_volunteer,
    a_taken_case,
    an_entry,
    an_officer,
    open_it,
    tick_all,
    to_be_vetted,
)
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.history.models import HistoryEntry
from volunteers.onboarding.models import Check, CheckState
from volunteers.people.models import Clearance
from volunteers.people.queries import get_standings
from volunteers.permissions import Grant, Role, Viewer
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingCase, VettingProposal
from volunteers.vetting.rules import Outcome, OutcomeEntry

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusals[0].code


def end(case: VettingCase, by: Viewer, entry: OutcomeEntry | None = None) -> VettingCase:
    return service.record_outcome(case.id, entry=entry or an_entry(), seen_version=case.version, by=by)


def checks_of(case: VettingCase) -> Select[Check]:
    return select(Check).where(Check.application_id == case.application_id, Check.code == case.code)


def check_of(session: Session, case: VettingCase) -> Check:
    return session.scalars(
        select(Check).where(Check.application_id == case.application_id, Check.code == "vetting")
    ).one()


def ready(by: Viewer) -> VettingCase:
    """A case with its file open and every enquiry ticked."""
    case = a_taken_case(by)
    tick_all(case, by)
    return case


def proposed(by: Viewer, outcome: Outcome = Outcome.REFUSED) -> tuple[VettingCase, VettingProposal]:
    case = a_taken_case(by)
    end(case, by, an_entry(outcome, reference="RV-9"))
    proposal = queries.find_proposal(case)
    assert proposal is not None
    return case, proposal


class TestGranting:
    def test_one_person_grants_and_onboarding_has_state_and_dates(self, session: Session) -> None:
        officer = an_officer()
        case = end(ready(officer), officer)
        check = check_of(session, case)
        assert (check.state, check.result_on, check.reference) == (CheckState.PASSED, YESTERDAY, "RV-20411")
        years = current_force().numbers.recruitment_vetting_years
        assert check.valid_until == case.valid_until == clock.add_months(YESTERDAY, 12 * years) - timedelta(days=1)
        assert (case.outcome, case.level, case.closed_by_id) == (Outcome.GRANTED, "rv", officer.account_id)
        assert session.get_one(Application, case.application_id).waits_on != ["vetting_officer"]

    def test_conditions_are_sealed_and_outside_it_says_only_that_there_are_some(self, session: Session) -> None:
        officer = an_officer()
        case = end(ready(officer), officer, an_entry(Outcome.WITH_CONDITIONS))
        assert check_of(session, case).reference == "RV-20411, with conditions: ask the vetting team"
        assert case.conditions is not None
        assert b"exhibits" not in case.conditions

    def test_not_before_every_enquiry_is_ticked(self, session: Session) -> None:
        officer = an_officer()
        case = a_taken_case(officer)
        with pytest.raises(Refused) as refused:
            end(case, officer)
        assert {each.code for each in refused.value.refusals} == {"enquiry_left"}
        assert case.is_open

    def test_not_out_of_a_stale_page_nor_with_the_file_closed(self, session: Session) -> None:
        officer = an_officer()
        case = ready(officer)
        with pytest.raises(Conflict):
            service.record_outcome(case.id, entry=an_entry(), seen_version=case.version - 1, by=officer)
        opening = queries.find_opening(case, officer, clock.now())
        assert opening is not None
        opening.until = clock.now()
        session.flush()
        with pytest.raises(Refused) as refused:
            end(case, officer)
        assert code_of(refused) == "not_open"

    def test_a_renewal_stands_beside_what_is_held(self, session: Session) -> None:
        volunteer, officer = a_lapsing_volunteer(), an_officer()
        case = service.take_next(by=officer)
        open_it(case, officer)
        tick_all(case, officer)
        end(case, officer)
        held = session.scalars(
            select(Clearance)
            .where(Clearance.volunteer_id == volunteer.id, Clearance.code == "vetting")
            .order_by(Clearance.id)
        ).all()
        assert [each.until_on for each in held] == [TODAY + timedelta(days=30), case.valid_until]
        assert queries.count_waiting(officer) == 0

    def test_discontinued_is_said_and_is_for_one_person(self, session: Session) -> None:
        officer = an_officer()
        case = end(a_taken_case(officer), officer, an_entry(Outcome.DISCONTINUED))
        check = check_of(session, case)
        assert (check.state, check.reference) == (CheckState.FAILED, "discontinued: they may apply again")


class TestTwoPeople:
    def test_to_refuse_is_first_only_proposed(self, session: Session) -> None:
        officer = an_officer()
        case, proposal = proposed(officer)
        assert case.is_open
        assert b"enquiries showed" not in proposal.reason
        assert (
            session.scalars(
                select(Check).where(Check.application_id == case.application_id, Check.code == "vetting")
            ).all()
            == []
        )
        with pytest.raises(Conflict) as refused:
            end(case, officer)
        assert code_of(refused) == "proposal_waits"

    def test_a_second_officer_agrees_and_it_counts(self, session: Session) -> None:
        officer, second = an_officer(), an_officer()
        case, proposal = proposed(officer)
        open_it(case, second, "second_opinion")
        service.decide(proposal.id, case.id, agrees=True, words=None, by=second)
        check = check_of(session, case)
        assert (check.state, check.reference, check.recorded_by_id) == (CheckState.FAILED, "RV-9", second.account_id)
        assert (case.outcome, proposal.agreed, proposal.decided_by_id) == (Outcome.REFUSED, True, second.account_id)
        assert case.appeal_until == TODAY + timedelta(days=current_force().numbers.vetting_appeal_days)

    def test_nobody_decides_what_they_proposed(self, session: Session) -> None:
        officer = an_officer()
        case, proposal = proposed(officer)
        with pytest.raises(Refused) as refused:
            service.decide(proposal.id, case.id, agrees=True, words=None, by=officer)
        assert code_of(refused) == "own_proposal"

    @pytest.mark.parametrize(
        "grant",
        [
            Grant(Role.VETTING_OFFICER, "cadets"),
            Grant(Role.VETTING_OFFICER, None, "somerset"),
            Grant(Role.COORDINATOR),
        ],
    )
    def test_nor_anyone_out_of_scope(self, session: Session, grant: Grant) -> None:
        case, proposal = proposed(an_officer())
        with pytest.raises(NotFound):
            service.decide(proposal.id, case.id, agrees=True, words=None, by=as_viewer(an_account(grants=[grant])))

    def test_nor_the_person_nor_someone_who_knows_them(self, session: Session) -> None:
        person = an_account(Role.VETTING_OFFICER, Role.APPLICANT)
        officer, knows = an_officer(), an_officer()
        to_be_vetted(account=person)
        case = service.take_next(by=officer)
        open_it(case, officer)
        end(case, officer, an_entry(Outcome.REFUSED))
        proposal = queries.find_proposal(case)
        assert proposal is not None
        service.say_known(case.id, by=knows)
        for by in (as_viewer(person), knows):
            with pytest.raises(NotFound):
                service.decide(proposal.id, case.id, agrees=True, words=None, by=by)
        assert case.is_open

    def test_nor_without_having_opened_the_file(self, session: Session) -> None:
        case, proposal = proposed(an_officer())
        with pytest.raises(Refused) as refused:
            service.decide(proposal.id, case.id, agrees=True, words=None, by=an_officer())
        assert code_of(refused) == "not_open"

    def test_who_does_not_agree_says_why_and_the_case_goes_back(self, session: Session) -> None:
        officer, second = an_officer(), an_officer()
        case, proposal = proposed(officer)
        open_it(case, second)
        with pytest.raises(Refused) as refused:
            service.decide(proposal.id, case.id, agrees=False, words=None, by=second)
        assert code_of(refused) == "words_missing"
        service.decide(proposal.id, case.id, agrees=False, words="It is too long ago", by=second)
        session.flush()
        assert queries.get_file(case, officer).notes[0].words == "It is too long ago"
        with pytest.raises(NotFound):
            queries.get_case(case.id, second)
        tick_all(case, officer)
        assert end(case, officer).outcome is Outcome.GRANTED

    def test_one_taken_back_is_decided_by_nobody(self, session: Session) -> None:
        officer, second = an_officer(), an_officer()
        case, proposal = proposed(officer)
        open_it(case, second)
        service.take_back(case.id, by=officer)
        with pytest.raises(NotFound):
            service.decide(proposal.id, case.id, agrees=True, words=None, by=second)
        tick_all(case, officer)
        assert end(case, officer).outcome is Outcome.GRANTED

    def test_it_is_judged_anew(self, session: Session) -> None:
        officer, second = an_officer(), an_officer()
        case, proposal = proposed(officer)
        open_it(case, second)
        application = session.get_one(Application, case.application_id)
        application.move_to(strand_of(application).pipeline.withdrawn, by=None, at=clock.now())
        session.flush()
        with pytest.raises(Refused) as refused:
            service.decide(proposal.id, case.id, agrees=True, words=None, by=second)
        assert code_of(refused) == "over"


class TestWithdrawing:
    def test_it_ends_the_clearance_from_that_day(self, session: Session) -> None:
        volunteer, officer, second = a_lapsing_volunteer(TODAY + timedelta(days=500)), an_officer(), an_officer()
        case = service.ask_for_review(f"V-{volunteer.id}", words="New", by=second)
        assert service.take_next(by=officer) is case
        open_it(case, officer)
        end(case, officer, an_entry(Outcome.WITHDRAWN, result_on=TODAY))
        proposal = queries.find_proposal(case)
        assert proposal is not None
        open_it(case, second)
        service.decide(proposal.id, case.id, agrees=True, words=None, by=second)
        session.expire_all()
        standing = get_standings([volunteer.id], "special_constabulary")[volunteer.id]
        assert standing.is_cleared_throughout("vetting", YESTERDAY, YESTERDAY)
        assert not standing.is_cleared_throughout("vetting", TODAY, TODAY)
        assert queries.count_waiting(officer) == 0

    def test_there_must_be_something_to_withdraw(self, session: Session) -> None:
        officer = an_officer()
        case = service.ask_for_review(to_be_vetted().reference, words="New", by=officer)
        service.take_next(by=officer)
        open_it(case, officer)
        with pytest.raises(Refused) as refused:
            end(case, officer, an_entry(Outcome.WITHDRAWN))
        assert code_of(refused) == "nothing_to_withdraw"


def test_every_act_is_in_the_history_of_the_case_and_no_words_are(session: Session) -> None:
    officer = an_officer()
    with unit_of_work():
        case = ready(officer)
        service.add_note(case.id, "Canaryword", by=officer)
        end(case, officer, an_entry(Outcome.WITH_CONDITIONS))
    entries = session.scalars(select(HistoryEntry).where(HistoryEntry.subject == "vetting_case")).all()
    assert [each.act for each in entries] == [
        "vetting_case_taken", "vetting_file_opened", "vetting_note_added", "vetting_outcome_recorded",
    ]  # fmt: skip
    everything = " ".join(str(each.details) for each in session.scalars(select(HistoryEntry)))
    assert "Canaryword" not in everything
    assert "exhibits" not in everything
