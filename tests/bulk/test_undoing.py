"""Undoing a bulk move: everyone back where they were, but those to whom something happened since."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bulk.builders import SPECIALS, a_plan, cases
from tests.guardians.builders import a_cadet, a_confirmed_guardian, a_yes
from tests.notifications.catcher import catching
from tests.onboarding.builders import a_case, a_check, a_coordinator, declined
from tests.people.builders import a_viewer
from tests.references.builders import name
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.bulk import jobs, service
from volunteers.bulk.models import BulkMove, BulkMoveLine
from volunteers.bulk.rules import UNDONE, Act, LineState, Target
from volunteers.errors import Conflict, NotFound
from volunteers.extensions import db
from volunteers.integrity.queries import STATES
from volunteers.integrity.service import look_for_impossible
from volunteers.notifications.jobs import deliver
from volunteers.notifications.models import Message, MessageState
from volunteers.notifications.queries import list_about, list_due
from volunteers.onboarding.service import move
from volunteers.permissions import Role, Viewer

MOVES = [state for state in STATES if state.code in ("unreachable_stage", "broken_way", "moved_without_trace")]


def done(count: int = 2, stage: str = "submitted", by: Viewer | None = None) -> tuple[BulkMove, list, Viewer]:  # type: ignore[type-arg]
    by, many = by or a_coordinator(), cases(count, stage)
    return service.carry_out(a_plan(many, by).id, reason=None, by=by), many, by


def later(**more: int) -> time_machine.travel:
    return time_machine.travel(clock.now() + timedelta(**more), tick=True)


def passed_at(application: Application, code: str, plan: BulkMove) -> None:
    """A check that was in already when the bulk move was made."""
    a_check(application, code).recorded_at = plan.planned_at


def state_of(move_id: int, application_id: int) -> LineState:
    return db.session.get_one(BulkMoveLine, (move_id, application_id)).state


class TestUndoing:
    def test_everyone_is_back_by_a_dated_change_of_its_own(self, session: Session) -> None:
        plan, many, by = done()
        before = [(each.waits_on, each.longest_days) for each in cases(1)]
        service.undo(plan.id, by=by)
        for each in many:
            assert (each.stage, each.waits_on, each.longest_days) == ("submitted", *before[0])
            changes = session.scalars(
                select(StageChange).where(StageChange.application_id == each.id).order_by(StageChange.id)
            ).all()
            ways = [(change.from_stage, change.to_stage, change.reason) for change in changes[-2:]]
            assert ways == [("submitted", "sift", None), ("sift", "submitted", UNDONE)]
            assert each.stage_since == changes[-1].at

    def test_held_messages_are_stopped_and_never_sent(self, session: Session) -> None:
        plan, many, by = done()
        service.undo(plan.id, by=by)
        with later(hours=2), catching() as catcher:
            ids = [message.id for each in many for message in list_about("application", each.id)]
            deliver(ids)
            assert not set(ids) & set(list_due())
        assert catcher.messages == []
        assert {message.state for message in session.scalars(select(Message))} == {MessageState.STOPPED}

    def test_a_guardians_copy_is_stopped_too(self, session: Session) -> None:
        cadet, by = a_cadet("submitted"), a_viewer(Role.COORDINATOR)
        a_yes(a_confirmed_guardian(cadet))
        a_check(cadet, "guardian_consent")
        plan = service.carry_out(a_plan([cadet], by).id, reason=None, by=by)
        service.undo(plan.id, by=by)
        states = {m.kind: m.state for m in session.scalars(select(Message).where(Message.due_at == plan.undo_until))}
        assert states == {"application_moved": MessageState.STOPPED, "guardian_copied": MessageState.STOPPED}

    def test_those_who_moved_on_are_left_and_their_news_still_goes_out(self, session: Session) -> None:
        plan, (stays, goes), by = done()
        passed_at(goes, "sift", plan)
        move(goes.id, "interview", seen_stage="sift", reason=None, by=a_coordinator())
        service.undo(plan.id, by=by)
        assert (stays.stage, goes.stage) == ("submitted", "interview")
        assert (state_of(plan.id, stays.id), state_of(plan.id, goes.id)) == (LineState.UNDONE, LineState.LEFT)
        assert {each.state for each in list_about("application", goes.id)} == {MessageState.PENDING}

    def test_one_that_moved_on_and_came_back_is_left(self, session: Session) -> None:
        by, (one,) = a_coordinator(), cases(1, "training")
        plan = service.carry_out(a_plan([one], by, Target(Act.STAGE, SPECIALS, "intake")).id, reason="Put off", by=by)
        move(one.id, "pre_employment_checks", seen_stage="intake", reason="Again", by=by)
        service.undo(plan.id, by=by)
        assert (one.stage, state_of(plan.id, one.id)) == ("pre_employment_checks", LineState.LEFT)

    def test_a_check_recorded_or_a_decline_since_leaves_it(self, session: Session) -> None:
        plan, (checked, declined_), by = done()
        check = a_check(checked, "identity")
        check.recorded_at = clock.now() + timedelta(seconds=1)
        declined(declined_, by=a_coordinator())
        service.undo(plan.id, by=by)
        assert (checked.stage, declined_.stage) == ("sift", "sift")
        why = [db.session.get_one(BulkMoveLine, (plan.id, each.id)).why[0]["code"] for each in (checked, declined_)]
        assert why == ["recorded_since", "proposed_since"]

    @pytest.mark.parametrize("again", [0, 1], ids=["too late", "twice"])
    def test_it_is_undone_in_time_and_once(self, session: Session, again: int) -> None:
        plan, (one, _), by = done()
        for _ in range(again):
            service.undo(plan.id, by=by)
        with later(minutes=0 if again else 31), pytest.raises(Conflict):
            service.undo(plan.id, by=by)
        assert one.stage == ("submitted" if again else "sift")

    def test_nobody_undoes_what_someone_else_did(self, session: Session) -> None:
        plan, _, _ = done()
        with pytest.raises(NotFound):
            service.undo(plan.id, by=a_coordinator())

    def test_the_daily_look_finds_nothing_impossible_about_it(self, session: Session) -> None:
        plan, _, by = done()
        service.undo(plan.id, by=by)
        session.flush()
        run = look_for_impossible(states=MOVES)
        assert [(each.code, each.count) for each in run.findings if each.count] == []


class TestGivingAnOwner:
    def test_each_is_given_and_the_new_owner_is_told_once(self, session: Session) -> None:
        by, owner, many = a_coordinator(), a_coordinator(), cases(3)
        plan = a_plan(many, by, Target(Act.OWNER, owner_id=owner.account_id))
        service.carry_out(plan.id, reason=None, by=by)
        assert {each.owner_id for each in many} == {owner.account_id}
        (message,) = session.scalars(select(Message)).all()
        assert (message.kind, message.account_id) == ("cases_given", owner.account_id)
        assert (message.particulars["count"], message.due_at) == (3, plan.undo_until)
        service.undo(plan.id, by=by)
        assert {each.owner_id for each in many} == {None}
        assert message.state is MessageState.STOPPED

    def test_taking_them_oneself_and_giving_them_up_tells_nobody(self, session: Session) -> None:
        by, many = a_coordinator(), cases(2)
        for owner_id in (by.account_id, None):
            plan = a_plan(many, by, Target(Act.OWNER, owner_id=owner_id))
            service.carry_out(plan.id, reason=None, by=by)
            assert {each.owner_id for each in many} == {owner_id}
        assert session.scalars(select(Message)).all() == []

    def test_who_may_not_see_one_is_not_given_it_but_the_others(self, session: Session) -> None:
        by, near = a_coordinator(), a_coordinator("bristol")
        inside, outside = a_case(area="bristol"), a_case(area="somerset")
        plan = a_plan([inside, outside], by, Target(Act.OWNER, owner_id=near.account_id))
        (refused,) = service.preview(plan.id, by=by).refused
        assert [each.code for each in refused.refusals] == ["out_of_scope"]
        service.carry_out(plan.id, reason=None, by=by)
        assert (inside.owner_id, outside.owner_id) == (near.account_id, None)

    def test_one_given_on_since_stays_there(self, session: Session) -> None:
        by, owner, (one, other) = a_coordinator(), a_coordinator(), cases(2)
        plan = a_plan([one, other], by, Target(Act.OWNER, owner_id=owner.account_id))
        service.carry_out(plan.id, reason=None, by=by)
        other.owner_id = by.account_id
        session.flush()
        service.undo(plan.id, by=by)
        assert (one.owner_id, other.owner_id) == (None, by.account_id)


class TestReferees:
    def test_they_are_asked_once_it_can_no_longer_be_undone(self, session: Session) -> None:
        by, one = a_coordinator(), a_case("interview")
        for code in ("interview", "identity", "right_to_work"):
            a_check(one, code)
        (referee,) = name(one)
        plan = service.carry_out(a_plan([one], by).id, reason=None, by=by)
        jobs.follow_up_moves()
        assert (one.stage, referee.asked_at) == ("pre_employment_checks", None)
        with later(minutes=31):
            jobs.follow_up_moves()
            asked_at = referee.asked_at
            assert asked_at is not None
            jobs.follow_up_moves()
        assert referee.asked_at == asked_at
        assert plan.followed_up_at is not None

    def test_those_of_someone_put_back_are_never_asked(self, session: Session) -> None:
        by, one = a_coordinator(), a_case("interview")
        for code in ("interview", "identity", "right_to_work"):
            a_check(one, code)
        (referee,) = name(one)
        plan = service.carry_out(a_plan([one], by).id, reason=None, by=by)
        service.undo(plan.id, by=by)
        with later(minutes=31):
            jobs.follow_up_moves()
        assert referee.asked_at is None
