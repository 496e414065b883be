"""Who is given which case: nothing that waits is missed, and nothing comes to someone it should not come to."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant
from tests.onboarding.builders import a_check
from tests.people.builders import an_account, as_viewer
from tests.vetting.builders import (
    AT_VETTING,
    SPECIALS,
    a_lapsing_volunteer,
    a_taken_case,
    an_entry,
    an_officer,
    open_it,
    tick_all,
    to_be_vetted,
)
from volunteers import clock
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.onboarding.models import CheckState, DeclaredRelation
from volunteers.people.service import grant_vetting
from volunteers.permissions import Grant, Role
from volunteers.strands.queries import get_strand
from volunteers.vetting import queries, service
from volunteers.vetting.models import VettingCase, VettingNote
from volunteers.vetting.rules import CaseKind, Outcome, waiting_in

TODAY = clock.today()


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusals[0].code


class TestWhatWaits:
    @pytest.mark.parametrize("stage", [AT_VETTING])
    def test_an_application_whose_next_stage_needs_vetting(self, session: Session, stage: str) -> None:
        to_be_vetted(stage)
        assert queries.count_waiting(an_officer()) == 1

    @pytest.mark.parametrize("stage", ["draft", "submitted", "interview", "unsuccessful", "withdrawn"])
    def test_no_other(self, session: Session, stage: str) -> None:
        to_be_vetted(stage)
        assert queries.count_waiting(an_officer()) == 0

    @pytest.mark.parametrize(
        ("state", "valid_until", "waits"),
        [
            (CheckState.ASKED, None, 1),
            (CheckState.PASSED, None, 0),
            (CheckState.PASSED, TODAY, 0),
            (CheckState.PASSED, TODAY - timedelta(days=1), 1),
            (CheckState.FAILED, None, 0),
        ],
    )
    def test_it_waits_until_it_is_settled_and_again_when_it_has_run_out(
        self, session: Session, state: CheckState, valid_until: date | None, waits: int
    ) -> None:
        a_check(to_be_vetted(), "vetting", state, valid_until=valid_until)
        assert queries.count_waiting(an_officer()) == waits

    def test_a_volunteer_waits_from_ninety_days_before_their_vetting_lapses(self, session: Session) -> None:
        for days, waits in ((91, 0), (90, 1), (-5, 2)):
            a_lapsing_volunteer(TODAY + timedelta(days=days))
            assert queries.count_waiting(an_officer()) == waits

    def test_a_volunteer_who_left_or_was_renewed_does_not(self, session: Session) -> None:
        gone, renewed = a_lapsing_volunteer(), a_lapsing_volunteer()
        gone.service[0].ended_on = TODAY
        officer = an_officer()
        grant_vetting(renewed.id, "vetting", from_on=TODAY, until_on=None, reference=None, by=officer)
        session.flush()
        assert queries.count_waiting(officer) == 0

    @pytest.mark.parametrize(
        ("strand", "area", "waits"),
        [(None, None, 1), (SPECIALS, "bristol", 1), (SPECIALS, "somerset", 0), ("cadets", None, 0)],
    )
    def test_only_in_scope(self, session: Session, strand: str | None, area: str | None, waits: int) -> None:
        to_be_vetted()
        officer = an_officer(strand, area)
        assert queries.count_waiting(officer) == waits
        if not waits:
            with pytest.raises(Refused) as refused:
                service.take_next(by=officer)
            assert code_of(refused) == "nothing_waits"

    @pytest.mark.parametrize(("cleared", "waits"), [(True, 1), (False, 0)])
    def test_young_people_only_for_those_cleared_for_children(
        self, session: Session, cleared: bool, waits: int
    ) -> None:
        waiting = waiting_in(get_strand("cadets"), 0)
        assert waiting is not None
        stage = waiting.stages[0]
        to_be_vetted(stage, strand="cadets", birth_date=date(TODAY.year - 14, 1, 1))
        officer = as_viewer(an_account(Role.VETTING_OFFICER, for_children=cleared))
        assert queries.count_waiting(officer) == waits


class TestTaking:
    def test_the_one_that_waits_longest_is_given(self, session: Session) -> None:
        now = clock.now()
        newer = to_be_vetted(submitted_at=now - timedelta(days=40))
        older = to_be_vetted(submitted_at=now - timedelta(days=60))
        officer = an_officer()
        taken = [service.take_next(by=officer).application_id for _ in range(2)]
        assert taken == [older.id, newer.id]
        with pytest.raises(Refused) as refused:
            service.take_next(by=officer)
        assert code_of(refused) == "nothing_waits"

    def test_each_kind_becomes_a_case_with_what_it_is_called(self, session: Session) -> None:
        application, volunteer = to_be_vetted(), a_lapsing_volunteer()
        officer = an_officer()
        cases = {case.kind: case for case in (service.take_next(by=officer), service.take_next(by=officer))}
        assert cases[CaseKind.FIRST].reference == application.reference
        assert cases[CaseKind.RENEWAL].reference == f"V-{volunteer.id}"
        assert cases[CaseKind.RENEWAL].until_on == TODAY + timedelta(days=30)

    def test_nobody_is_given_their_own(self, session: Session) -> None:
        account = an_account(Role.VETTING_OFFICER, Role.APPLICANT)
        to_be_vetted(account=account)
        assert queries.count_waiting(as_viewer(account)) == 0
        with pytest.raises(Refused):
            service.take_next(by=as_viewer(account))

    def test_one_handed_back_goes_to_somebody_else_and_never_comes_again(self, session: Session) -> None:
        application = to_be_vetted()
        one, other = an_officer(), an_officer()
        case = a_taken_case(one, application)
        service.say_known(case.id, by=one)
        session.flush()
        assert queries.count_waiting(one) == 0
        with pytest.raises(NotFound):
            queries.get_case(case.id, one)
        assert queries.count_waiting(other) == 1
        assert service.take_next(by=other).id == case.id

    def test_nor_does_any_other_case_of_that_person(self, session: Session) -> None:
        account, one = an_applicant(), an_officer()
        case = a_taken_case(one, to_be_vetted(account=account))
        service.say_known(case.id, by=one)
        other = an_officer()
        taken = service.take_next(by=other)
        open_it(taken, other)
        tick_all(taken, other)
        service.record_outcome(taken.id, entry=an_entry(), seen_version=taken.version, by=other)
        service.ask_for_review(case.reference, words="New", by=other)
        assert queries.count_waiting(one) == 0
        assert queries.count_waiting(other) == 1

    def test_nor_that_of_someone_they_said_they_know_as_an_assessor(self, session: Session) -> None:
        application, knows = to_be_vetted(), an_officer()
        relation = DeclaredRelation(application_id=application.id, account_id=knows.account_id, declared_at=clock.now())
        session.add(relation)
        session.flush()
        assert queries.count_waiting(knows) == 0
        other = an_officer()
        case = service.take_next(by=other)
        assert queries.list_colleagues(case) == []

    def test_a_case_whose_application_ended_waits_for_nobody_and_can_be_closed(self, session: Session) -> None:
        application, officer = to_be_vetted(), an_officer()
        case = a_taken_case(officer, application)
        with pytest.raises(Refused) as refused:
            service.close_ended(case.id, by=officer)
        assert code_of(refused) == "not_over"
        application.move_to(strand_of(application).pipeline.withdrawn, by=None, at=clock.now())
        session.flush()
        tick_all(case, officer)
        with pytest.raises(Refused) as refused:
            service.record_outcome(case.id, entry=an_entry(), seen_version=case.version, by=officer)
        assert code_of(refused) == "over"
        assert service.close_ended(case.id, by=officer).outcome is Outcome.NOT_NEEDED


class TestHandingOver:
    def test_to_a_colleague_in_scope_with_a_reason(self, session: Session) -> None:
        officer, colleague = an_officer(), an_officer()
        outside = an_officer(SPECIALS, "somerset")
        case = a_taken_case(officer)
        assert [each.id for each in queries.list_colleagues(case)] == [colleague.account_id]
        with pytest.raises(Refused) as refused:
            service.hand_over(case.id, to=outside.account_id, reason="Leave", by=officer)
        assert code_of(refused) == "not_a_colleague"
        service.hand_over(case.id, to=colleague.account_id, reason="I am on leave", by=officer)
        session.flush()
        with pytest.raises(NotFound):
            queries.get_case(case.id, officer)
        found = queries.get_case(case.id, colleague)
        assert queries.find_opening(found, colleague, clock.now()) is None
        assert queries.get_file(found, colleague).notes[0].words == "I am on leave"

    def test_never_to_the_person_or_to_someone_who_knows_them(self, session: Session) -> None:
        person = an_account(Role.VETTING_OFFICER, Role.APPLICANT)
        knows = an_officer()
        case = a_taken_case(knows, to_be_vetted(account=person))
        service.say_known(case.id, by=knows)
        officer = an_officer()
        service.take_next(by=officer)
        session.flush()
        assert queries.list_colleagues(case) == []


class TestReviews:
    def test_whoever_asks_is_not_given_it_and_what_they_know_is_sealed(self, session: Session) -> None:
        volunteer, asks = a_lapsing_volunteer(TODAY + timedelta(days=500)), an_officer()
        case = service.ask_for_review(f"v-{volunteer.id} ", words="Seen at a march", by=asks)
        assert (case.kind, case.volunteer_id, case.assigned_to_id) == (CaseKind.REVIEW, volunteer.id, None)
        note = session.scalars(select(VettingNote)).one()
        assert b"march" not in note.words
        taken = service.take_next(by=an_officer())
        assert taken.id == case.id

    @pytest.mark.parametrize("reference", ["V-0", "V-99999999999", "V-x", "SC-NONE-0000", "", "V-"])
    def test_nobody_by_that_reference(self, session: Session, reference: str) -> None:
        with pytest.raises(Refused) as refused:
            service.ask_for_review(reference, words="x", by=an_officer())
        assert code_of(refused) == "nobody_by_it"

    def test_out_of_scope_and_ones_own_are_answered_in_the_same_words(self, session: Session) -> None:
        account = an_account(Role.VETTING_OFFICER, Role.APPLICANT)
        own, volunteer = to_be_vetted(account=account), a_lapsing_volunteer()
        for by, reference in (
            (as_viewer(account), own.reference),
            (an_officer(SPECIALS, "bristol"), f"V-{volunteer.id}"),
            (an_officer("cadets"), own.reference),
        ):
            with pytest.raises(Refused) as refused:
                service.ask_for_review(reference, words="x", by=by)
            assert code_of(refused) == "nobody_by_it"

    def test_not_while_the_person_is_being_vetted(self, session: Session) -> None:
        case = a_taken_case(an_officer())
        with pytest.raises(Conflict) as refused:
            service.ask_for_review(case.reference, words="x", by=an_officer())
        assert code_of(refused) == "under_review"


@pytest.mark.parametrize(
    "grants",
    [
        [Grant(Role.VETTING_OFFICER)],
        [Grant(Role.VETTING_OFFICER, SPECIALS, "bristol")],
        [Grant(Role.VETTING_OFFICER, SPECIALS, "somerset")],
        [Grant(Role.VETTING_OFFICER, "cadets")],
        [Grant(Role.COORDINATOR)],
    ],
)
def test_a_case_is_found_by_its_own_officer_alone(session: Session, grants: list[Grant]) -> None:
    case = a_taken_case(an_officer())
    with pytest.raises(NotFound):
        queries.get_case(case.id, as_viewer(an_account(grants=grants)))
    assert session.get_one(VettingCase, case.id).is_open
