"""Moving many together: everyone judged as alone, done as alone, and those refused stop nobody."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bulk.builders import SPECIALS, a_plan, cases, chosen
from tests.guardians.builders import a_cadet, a_confirmed_guardian, a_yes
from tests.onboarding.builders import a_case, a_case_to_clear, a_check, a_coordinator, declined
from tests.people.builders import a_viewer, an_account, as_viewer
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.applications.models import StageChange
from volunteers.applications.queries import strand_of
from volunteers.bulk import service
from volunteers.bulk.models import BulkMoveLine
from volunteers.bulk.queries import load_chosen
from volunteers.bulk.rules import Act, LineState, Target
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.queries import list_about, list_due
from volunteers.onboarding.models import Check, CheckAttempt, CheckState
from volunteers.onboarding.queries import list_checks
from volunteers.onboarding.queries.caseload import Wanted
from volunteers.onboarding.rules import Filters, Tab, facts_of
from volunteers.onboarding.service import move
from volunteers.onboarding.service.moves import judge_move
from volunteers.permissions import Grant, Role

MINUTES = 30


def codes(refusals: object) -> list[str]:
    return [each.code for each in refusals]  # type: ignore[attr-defined]


class TestDoing:
    def test_it_leaves_behind_what_moving_one_by_one_leaves(self, session: Session) -> None:
        by, (alone, *many) = a_coordinator(), cases(3)
        move(alone.id, "sift", seen_stage="submitted", reason=None, by=by)
        service.carry_out(a_plan(many, by).id, reason=None, by=by)
        kept = ("stage", "waits_on", "decision_due", "usual_days", "longest_days", "owner_id")
        for each in many:
            assert {name: getattr(each, name) for name in kept} == {name: getattr(alone, name) for name in kept}
            change, other = each.changes[-1], alone.changes[-1]
            seen = ("from_stage", "to_stage", "by_account_id", "reason")
            assert [getattr(change, name) for name in seen] == [getattr(other, name) for name in seen]
            assert each.stage_since == change.at
            assert [one.kind for one in list_about("application", each.id)] == ["application_moved"]

    def test_the_history_says_it_of_each_and_once_of_all(self, session: Session) -> None:
        by, many = a_coordinator(), cases(2)
        plan = a_plan(many, by)
        service.carry_out(plan.id, reason=None, by=by)
        acts = session.info["acts to do last"]
        for act in acts:
            act()
        assert {entry.act for each in many for entry in list_of("application", each.id)} == {"application_moved"}
        (made,) = list_of("bulk_move", plan.id)
        assert (made.act, made.details["done"], made.details["refused"]) == ("bulk_move_made", 2, 0)

    def test_those_refused_stop_nobody_and_are_kept_with_the_reasons(self, session: Session) -> None:
        by, good = a_coordinator(), a_case("submitted")
        incomplete = a_case("sift")
        ended = a_case("unsuccessful", reason="No")
        plan = a_plan([good, incomplete, ended], by, Target(Act.NEXT))
        stage = strand_of(incomplete).pipeline.onward("sift")
        assert stage is not None
        service.carry_out(plan.id, reason=None, by=by)
        lines = {line.application_id: line for line in session.scalars(select(BulkMoveLine))}
        assert lines[good.id].state is LineState.DONE
        assert lines[ended.id].state is LineState.REFUSED
        assert lines[ended.id].why[0]["code"] == "ended"
        assert ended.stage == "unsuccessful"

    def test_messages_are_held_until_it_can_no_longer_be_undone(self, session: Session) -> None:
        by, (one,) = a_coordinator(), cases(1)
        plan = service.carry_out(a_plan([one], by).id, reason=None, by=by)
        assert plan.done_at is not None
        assert plan.undo_until == plan.done_at + timedelta(minutes=MINUTES)
        (message,) = session.scalars(select(Message).where(Message.subject == "application")).all()
        assert (message.state, message.due_at) == (MessageState.PENDING, plan.undo_until)
        assert message.id not in list_due()

    def test_a_guardians_copy_is_held_as_long(self, session: Session) -> None:
        cadet = a_cadet("submitted")
        a_yes(a_confirmed_guardian(cadet))
        a_check(cadet, "guardian_consent")
        by = a_viewer(Role.COORDINATOR)
        plan = service.carry_out(a_plan([cadet], by).id, reason=None, by=by)
        due = {m.kind: m.due_at for m in session.scalars(select(Message).where(Message.created_at >= plan.done_at))}
        assert due == {"application_moved": plan.undo_until, "guardian_copied": plan.undo_until}

    def test_the_same_button_twice_does_it_once(self, session: Session) -> None:
        by, many = a_coordinator(), cases(2)
        plan = a_plan(many, by)
        service.carry_out(plan.id, reason=None, by=by)
        with pytest.raises(Conflict):
            service.carry_out(plan.id, reason=None, by=by)
        assert all(len(list_about("application", each.id)) == 1 for each in many)

    def test_sending_back_takes_a_reason(self, session: Session) -> None:
        by, (one,) = a_coordinator(), cases(1, "intake")
        plan = a_plan([one], by, Target(Act.STAGE, SPECIALS, "pre_employment_checks"))
        assert service.preview(plan.id, by=by).reason_needed
        with pytest.raises(Refused) as refused:
            service.carry_out(plan.id, reason=None, by=by)
        assert codes(refused.value.refusals) == ["reason_needed"]
        service.carry_out(plan.id, reason="The intake was put off", by=by)
        assert (one.stage, one.changes[-1].reason) == ("pre_employment_checks", "The intake was put off")

    def test_someone_elses_plan_is_not_found(self, session: Session) -> None:
        plan = a_plan(cases(1), a_coordinator())
        with pytest.raises(NotFound):
            service.carry_out(plan.id, reason=None, by=a_coordinator())

    def test_nothing_is_done_where_nobody_can_be_moved(self, session: Session) -> None:
        by = a_coordinator()
        plan = a_plan([a_case_to_clear()], by)
        with pytest.raises(Refused) as refused:
            service.carry_out(plan.id, reason=None, by=by)
        assert codes(refused.value.refusals) == ["nobody_left"]

    def test_as_many_statements_to_judge_fifty_as_two(self, app: Flask, session: Session) -> None:
        by, asked = a_coordinator(), []
        for count in (2, 50):
            plan = a_plan(cases(count), by)
            session.commit()
            with counted_sql(app) as counted:
                assert len(service.preview(plan.id, by=by).ready) == count
            asked.append(counted.count)
        assert asked[1] <= asked[0] + 1, asked


class TestJudging:
    def test_the_refusals_are_those_of_the_cases_own_page(self, session: Session) -> None:
        failed, asked, lapsed = (a_case("pre_employment_checks") for _ in range(3))
        a_check(failed, "vetting", CheckState.FAILED, again_from=clock.today() + timedelta(days=90))
        a_check(asked, "vetting", CheckState.ASKED, asked_on=clock.today())
        a_check(lapsed, "vetting", valid_until=clock.today() - timedelta(days=1))
        many = [failed, asked, lapsed, *cases(1, "sift"), a_cadet("application")]
        by = a_viewer(Role.COORDINATOR)
        outlook = service.preview(a_plan(many, by).id, by=by)
        told = {line.application_id: list(line.refusals) for line in (*outlook.ready, *outlook.refused)}
        for each in many:
            onward = strand_of(each).pipeline.onward(each.stage)
            assert onward is not None
            alone = judge_move(each, strand_of(each), onward.code, reason="x", by=by, on=clock.today())
            assert told[each.id] == alone
        assert {line.application_id for line in outlook.refused} >= {failed.id, asked.id, lapsed.id}

    def test_what_passed_before_and_is_taken_again_still_counts(self, session: Session) -> None:
        by, case = a_coordinator(), a_case("pre_employment_checks")
        for number, days in ((1, 300), (2, 5)):
            result_on = clock.today() - timedelta(days=days)
            row = CheckAttempt(
                application_id=case.id, code="medical", number=number, correction=0, state=CheckState.PASSED,
                result_on=result_on, valid_until=clock.today() + timedelta(days=60 * number),
                recorded_by_id=by.account_id, recorded_at=clock.now(),
            )  # fmt: skip
            session.add(row)
        check = Check(
            application_id=case.id, code="medical", state=CheckState.PASSED, result_on=result_on,
            recorded_by_id=by.account_id, recorded_at=clock.now(),
        )  # fmt: skip
        session.add(check)
        session.flush()
        facts = load_chosen([case.id], by)[case.id].facts
        assert facts == facts_of(list_checks(case))
        assert len(facts["medical"].earlier) == 1

    def test_each_is_judged_anew_when_the_button_is_pressed(self, session: Session) -> None:
        by, (stays, leaves) = a_coordinator(), cases(2)
        plan = a_plan([stays, leaves], by)
        move(leaves.id, "sift", seen_stage="submitted", reason=None, by=a_coordinator())
        service.carry_out(plan.id, reason=None, by=by)
        assert (stays.stage, leaves.stage) == ("sift", "sift")
        line = session.get_one(BulkMoveLine, (plan.id, leaves.id))
        assert (line.state, line.why[0]["code"]) == (LineState.REFUSED, "moved_meanwhile")

    def test_ones_own_and_that_of_someone_one_knows_are_left_to_others(self, session: Session) -> None:
        account = an_account(grants=[Grant(Role.COORDINATOR), Grant(Role.APPLICANT)])
        by, other = as_viewer(account), a_case("submitted")
        own = a_case("submitted", account=account)
        outlook = service.preview(a_plan([own, other], by).id, by=by)
        assert [codes(line.refusals) for line in outlook.refused] == [["own_application"]]
        assert [line.application_id for line in outlook.ready] == [other.id]

    def test_what_waits_for_a_second_person_stays(self, session: Session) -> None:
        by, proposed, held = a_coordinator(strand=None), a_case("submitted"), a_case("submitted", strand="farm_watch")
        for each in (proposed, held):
            declined(each, by=a_coordinator(strand=None))
        outlook = service.preview(a_plan([proposed, held], by).id, by=by)
        told = {line.application_id: codes(line.refusals) for line in outlook.refused}
        assert told == {proposed.id: ["waits_for_second"], held.id: ["declined"]}

    def test_what_left_ones_area_is_gone_and_not_named(self, session: Session) -> None:
        by, (one,) = a_coordinator("bristol"), cases(1)
        plan = a_plan([one], by)
        one.area = "somerset"
        session.flush()
        (line,) = service.preview(plan.id, by=by).refused
        assert (codes(line.refusals), line.reference) == (["gone"], "")
        assert "Ada" not in line.name


class TestChoosing:
    def test_only_what_is_in_sight_is_chosen(self, session: Session) -> None:
        near, far = a_case(area="bristol"), a_case(area="somerset")
        cadet = a_cadet("submitted")
        uncleared = a_viewer(Role.COORDINATOR, None, "bristol", for_children=False)
        assert chosen([near, far, cadet], uncleared).application_ids == [near.id]

    def test_nothing_ticked_is_refused(self, session: Session) -> None:
        with pytest.raises(Refused):
            service.choose([], by=a_coordinator())

    def test_all_that_match_a_filter_at_most_so_many(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        by = a_coordinator()
        many, _ = cases(4), cases(2, "sift")
        wanted = Wanted(Filters(strand=SPECIALS, stage="submitted"), Tab.OPEN)
        assert set(service.choose_all(wanted, by=by).application_ids) == {each.id for each in many}
        monkeypatch.setattr("volunteers.bulk.service.choosing.MOST", 3)
        cut = service.choose_all(wanted, by=by)
        assert (len(cut.application_ids), cut.is_cut) == (3, True)

    @pytest.mark.parametrize("stage", ["unsuccessful", "appointed", "withdrawn", "nowhere"])
    def test_a_decision_of_one_is_not_offered_to_many(self, session: Session, stage: str) -> None:
        by = a_coordinator()
        with pytest.raises(Refused) as refused:
            a_plan(cases(1), by, Target(Act.STAGE, SPECIALS, stage))
        assert codes(refused.value.refusals) == ["no_stage"]

    def test_what_is_chosen_and_never_done_is_forgotten(self, session: Session) -> None:
        by, old = a_coordinator(), clock.now() - timedelta(days=30)
        plan, choice = a_plan(cases(1), by), chosen(cases(1), by)
        plan.planned_at = choice.made_at = old
        session.flush()
        service.forget_old_choices()
        session.expire_all()
        assert session.get(BulkMoveLine, (plan.id, 1)) is None
        assert session.scalars(select(StageChange)).first() is not None
