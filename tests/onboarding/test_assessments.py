"""Scoring by two assessors: seats, drafts, sending, relations, and the result as the check is recorded."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_check, a_coordinator, a_vetting_officer, an_entry
from tests.onboarding.sheets import INTERVIEW, a_sheet, sits
from tests.people.builders import an_account, as_viewer
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.onboarding import queries
from volunteers.onboarding.models import Assessment, AssessmentResult, Check, CheckState, DeclaredRelation
from volunteers.onboarding.queries import assessments as sheets
from volunteers.onboarding.rules.assessments import Agreed, Recommendation, SheetEntry
from volunteers.onboarding.service import advance, record_check
from volunteers.onboarding.service.assessments import agree, declare_relation, free_seat, save_sheet, take_seat
from volunteers.permissions import ROLE_PERMISSIONS, Grant, Permission, Role, Viewer
from volunteers.unit_of_work import unit_of_work


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.refusals[0].code


def history(act: str) -> list[dict[str, object]]:
    return [row.details for row in db.session.scalars(select(HistoryEntry).where(HistoryEntry.act == act))]


def two_sheets(one: SheetEntry | None = None, other: SheetEntry | None = None) -> tuple[Application, Viewer]:
    """An interview of which both sheets are in, and a coordinator."""
    application = a_case("interview")
    for entry in (one or a_sheet(), other or a_sheet()):
        sits(application, a_coordinator(), entry)
    return application, a_coordinator()


def agreed(passed: bool = True, reason: str = "", **scores: int) -> Agreed:
    return Agreed(scores, passed, clock.today(), reason)


class TestSeats:
    def test_there_are_two_and_a_third_is_refused(self, session: Session) -> None:
        application = a_case("interview")
        assert [sits(application, a_coordinator()).seat for _ in range(2)] == [1, 2]
        with pytest.raises(Refused) as refused:
            take_seat(application.id, INTERVIEW, by=a_coordinator())
        assert code_of(refused) == "seats_taken"

    def test_nobody_sits_twice(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        sits(application, by)
        with pytest.raises(Refused) as refused:
            take_seat(application.id, INTERVIEW, by=by)
        assert code_of(refused) == "has_seat"

    def test_nobody_scores_their_own_application(self, session: Session) -> None:
        application = a_case("interview")
        own = an_account(grants=[Grant(Role.COORDINATOR, "special_constabulary")])
        application.account_id = own.id
        db.session.flush()
        with pytest.raises(Refused) as refused:
            take_seat(application.id, INTERVIEW, by=as_viewer(own))
        assert code_of(refused) == "own_application"

    def test_it_is_found_in_scope_only_and_by_those_who_assess(self, session: Session) -> None:
        application = a_case("interview", area="somerset")
        for by in (a_coordinator("bristol"), a_vetting_officer()):
            with pytest.raises(NotFound):
                take_seat(application.id, INTERVIEW, by=by)

    @pytest.mark.parametrize(("stage", "code"), [("sift", "not_now"), ("pre_employment_checks", "already_passed")])
    def test_only_what_is_gathered_now_is_scored(self, session: Session, stage: str, code: str) -> None:
        application = a_case(stage)
        with pytest.raises(Refused) as refused:
            take_seat(application.id, INTERVIEW, by=a_coordinator())
        assert code_of(refused) == code

    def test_a_check_without_a_sheet_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            take_seat(a_case("sift").id, "sift", by=a_coordinator())

    def test_a_seat_can_be_freed_until_its_sheet_is_in(self, session: Session) -> None:
        application, one, other = a_case("interview"), a_coordinator(), a_coordinator()
        sits(application, one)
        free_seat(application.id, INTERVIEW, 1, by=other)
        assert sits(application, other, a_sheet()).seat == 1
        with pytest.raises(Refused) as refused:
            free_seat(application.id, INTERVIEW, 1, by=one)
        assert code_of(refused) == "sheet_is_in"


class TestRelations:
    def test_saying_that_one_knows_them_frees_the_seat_and_ends_all_acts(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        sits(application, by)
        with unit_of_work():
            declare_relation(application.id, by=by)
        assert db.session.scalars(select(Assessment)).all() == []
        assert db.session.scalars(select(DeclaredRelation.account_id)).all() == [by.account_id]
        assert history("relation_declared") == [{}]
        for act in (
            lambda: take_seat(application.id, INTERVIEW, by=by),
            lambda: record_check(application.id, "sift", entry=an_entry(), seen_version=0, by=by),
            lambda: advance(application.id, "unsuccessful", seen_stage="interview", reason="No", by=by),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert code_of(refused) == "related"
        assert sits(application, a_coordinator()).seat == 1

    def test_a_sheet_that_is_in_stays(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        sits(application, by, a_sheet())
        declare_relation(application.id, by=by)
        assert len(db.session.scalars(select(Assessment)).all()) == 1


class TestSheets:
    def test_a_draft_is_kept_and_come_back_to(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        row = sits(application, by)
        draft = SheetEntry({"courage": 4}, {"courage": "Rang the bell."})
        save_sheet(application.id, INTERVIEW, draft, seen_version=row.version, by=by)
        assert row.sent_at is None
        assert sheets.entry_of(row) == draft
        assert b"Rang the bell" not in (row.sealed or b"")

    def test_another_window_is_told_and_loses_nothing(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        seen = sits(application, by).version
        save_sheet(application.id, INTERVIEW, a_sheet(4), seen_version=seen, by=by)
        with pytest.raises(Conflict) as conflict:
            save_sheet(application.id, INTERVIEW, a_sheet(2), seen_version=seen, by=by)
        assert code_of(conflict) == "saved_meanwhile"

    def test_a_half_sheet_cannot_be_sent(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        row = sits(application, by)
        half = SheetEntry({"courage": 4}, {"courage": "Rang the bell."})
        with pytest.raises(Refused) as refused:
            save_sheet(application.id, INTERVIEW, half, seen_version=row.version, send=True, by=by)
        assert len(refused.value.refusals) == 9
        assert row.sent_at is None

    def test_what_is_sent_is_final(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        row = sits(application, by, a_sheet())
        with pytest.raises(Conflict) as conflict:
            save_sheet(application.id, INTERVIEW, a_sheet(5), seen_version=row.version, by=by)
        assert code_of(conflict) == "sent_already"

    @pytest.mark.parametrize("scores", [{"courage": 6}, {"courage": 0}, {"shoe_size": 3}])
    def test_a_score_that_there_is_not_is_refused(self, session: Session, scores: dict[str, int]) -> None:
        application, by = a_case("interview"), a_coordinator()
        row = sits(application, by)
        with pytest.raises(Refused) as refused:
            save_sheet(application.id, INTERVIEW, SheetEntry(scores), seen_version=row.version, by=by)
        assert code_of(refused) == "no_such_score"

    def test_nothing_of_a_sheet_stands_in_the_history(self, session: Session) -> None:
        with unit_of_work():
            two_sheets(a_sheet(2, "ziggurat"), a_sheet(2, "ziggurat"))
        assert history("assessment_sent") == [
            {"check": INTERVIEW, "round": 1, "seat": 1},
            {"check": INTERVIEW, "round": 1, "seat": 2},
        ]
        told = str([row.details for row in db.session.scalars(select(HistoryEntry))])
        assert "ziggurat" not in told
        assert "score" not in told

    def test_after_an_application_has_ended_nothing_is_scored(self, session: Session) -> None:
        application, by = a_case("interview"), a_coordinator()
        row = sits(application, by)
        advance(application.id, "unsuccessful", seen_stage="interview", reason="Moved away", by=a_coordinator())
        with pytest.raises(Refused) as refused:
            save_sheet(application.id, INTERVIEW, a_sheet(), seen_version=row.version, send=True, by=by)
        assert code_of(refused) == "ended"


class TestBlindness:
    def test_no_sheet_leaves_before_both_are_in(self, session: Session) -> None:
        application, one, other = a_case("interview"), a_coordinator(), a_coordinator()
        sits(application, one, a_sheet())
        row = sits(application, other)
        for viewer in (one, other, a_coordinator()):
            case = queries.get_case_file(application.reference, viewer)
            with pytest.raises(NotFound):
                sheets.get_both_sheets(case, sheets.get_case_sheet(case, INTERVIEW, viewer), 1)
        save_sheet(application.id, INTERVIEW, a_sheet(4), seen_version=row.version, send=True, by=other)
        viewer = a_coordinator()
        case = queries.get_case_file(application.reference, viewer)
        both = sheets.get_both_sheets(case, sheets.get_case_sheet(case, INTERVIEW, viewer), 1)
        assert {row.scores for row in both.rows} == {(3, 4)}

    def test_while_two_are_scoring_the_check_is_recorded_in_no_other_way(self, session: Session) -> None:
        application = a_case("interview")
        sits(application, a_coordinator(), a_sheet())
        with pytest.raises(Refused) as refused:
            record_check(application.id, INTERVIEW, entry=an_entry(), seen_version=0, by=a_coordinator())
        assert code_of(refused) == "being_scored"


class TestResults:
    def test_a_result_records_the_check(self, session: Session) -> None:
        application, by = two_sheets(a_sheet(3), a_sheet(3, courage=4))
        check = agree(application.id, INTERVIEW, 1, agreed(courage=4), seen_version=0, by=by)
        assert (check.state, check.result_on) == (CheckState.PASSED, clock.today())
        result = db.session.scalars(select(AssessmentResult)).one()
        assert result.scores == {**a_sheet(3).scores, "courage": 4}
        assert result.passed

    def test_before_both_are_in_there_is_nothing_to_agree(self, session: Session) -> None:
        application = a_case("interview")
        sits(application, a_coordinator(), a_sheet())
        with pytest.raises(NotFound):
            agree(application.id, INTERVIEW, 1, agreed(), seen_version=0, by=a_coordinator())

    def test_far_apart_needs_a_reason_which_is_sealed(self, session: Session) -> None:
        application, by = two_sheets(a_sheet(3), a_sheet(3, courage=5))
        with pytest.raises(Refused) as refused:
            agree(application.id, INTERVIEW, 1, agreed(courage=4), seen_version=0, by=by)
        assert code_of(refused) == "reason_for_far"
        db.session.rollback()

    def test_of_two_who_decide_the_second_is_told(self, session: Session) -> None:
        application, by = two_sheets()
        agree(application.id, INTERVIEW, 1, agreed(), seen_version=0, by=by)
        with pytest.raises(Conflict) as conflict:
            agree(application.id, INTERVIEW, 1, agreed(), seen_version=1, by=a_coordinator())
        assert code_of(conflict) == "decided_meanwhile"

    def test_a_check_that_was_recorded_meanwhile_is_told(self, session: Session) -> None:
        application, by = two_sheets()
        a_check(application, INTERVIEW, CheckState.ASKED)
        with pytest.raises(Conflict) as conflict:
            agree(application.id, INTERVIEW, 1, agreed(), seen_version=0, by=by)
        assert code_of(conflict) == "recorded_meanwhile"

    def test_who_was_not_passed_is_seen_again_in_a_new_round(self, session: Session) -> None:
        bad = a_sheet(2, recommendation=Recommendation.DO_NOT_RECOMMEND)
        application, by = two_sheets(bad, bad)
        check = agree(application.id, INTERVIEW, 1, agreed(False), seen_version=0, by=by)
        assert check.state is CheckState.FAILED
        row = sits(application, by, a_sheet())
        assert (row.round, row.seat) == (2, 1)
        sits(application, a_coordinator(), a_sheet())
        again = agree(application.id, INTERVIEW, 2, agreed(), seen_version=check.version, by=by)
        assert again.state is CheckState.PASSED
        assert db.session.scalars(select(Check.code).where(Check.code == INTERVIEW)).all() == [INTERVIEW]

    def test_a_result_without_a_day_is_refused(self, session: Session) -> None:
        application, by = two_sheets()
        with pytest.raises(Refused) as refused:
            agree(application.id, INTERVIEW, 1, Agreed({}, True, None), seen_version=0, by=by)
        assert code_of(refused) == "result_without_date"


def test_assessing_is_for_coordinators_alone() -> None:
    holders = [role for role, held in ROLE_PERMISSIONS.items() if Permission.APPLICATION_ASSESS in held]
    assert holders == [Role.COORDINATOR]
