"""A changed pipeline: proposed, decided by someone else, followed from then on, and moved to only by choice."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.onboarding.builders import a_case, a_check
from tests.onboarding.pipelines import SPECIALS, a_proposal, a_version, an_administrator, versions_forgotten
from tests.people.builders import a_viewer
from tests.strands.drafts import drafted
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.applications.rules import sent_mark
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.onboarding import jobs
from volunteers.onboarding.models import CheckState
from volunteers.onboarding.queries import list_checks
from volunteers.onboarding.queries.pipelines import get_pipeline, list_pipelines, list_running, preview_of
from volunteers.onboarding.rules import facts_of
from volunteers.onboarding.rules.pipelines import newly_needed
from volunteers.onboarding.service import pipelines as service
from volunteers.permissions import Grant, Role
from volunteers.strands.queries import current_strand, current_version, get_strand
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.versions import StageDraft, with_pipeline
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.usefixtures("versions_forgotten")
__all__ = ["versions_forgotten"]
FARM = StrandCode.FARM_WATCH.value


def needs_of(stage: str) -> tuple[str, ...]:
    return get_strand(SPECIALS).pipeline.stage(stage).needs


def acts(session: Session, subject: str = "pipeline_version") -> list[tuple[str, Mapping[str, Any]]]:
    rows = session.execute(
        select(HistoryEntry.act, HistoryEntry.details).where(HistoryEntry.subject == subject).order_by(HistoryEntry.id)
    )
    return [(act, details) for act, details in rows]


def test_a_proposal_changes_nothing_until_someone_else_agrees(session: Session) -> None:
    with unit_of_work():
        row = a_proposal()
    assert current_version(SPECIALS) == 0
    with unit_of_work():
        service.agree(row.id, by=an_administrator("Tom Ashby"))
    assert (row.number, current_version(SPECIALS)) == (1, 1)
    sift = current_strand(SPECIALS).pipeline.stage("sift")
    assert (sift.usual_days, sift.longest_days) == (3, 9)
    assert get_strand(SPECIALS).pipeline.stage("sift").usual_days == 14
    assert [act for act, _ in acts(session)] == ["pipeline_proposed", "pipeline_agreed"]
    assert acts(session)[1][1] == {"strand": SPECIALS, "number": 1, "moves_running": False}


def test_nobody_decides_what_they_proposed(session: Session) -> None:
    by = an_administrator()
    row = a_proposal(by=by)
    for act in (lambda: service.agree(row.id, by=by), lambda: service.refuse(row.id, reason="No", by=by)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.refusals == (service.OWN,)
    row.agreed_at, row.number, row.decided_by_id = clock.now(), 1, by.account_id
    with pytest.raises(IntegrityError, match="second_person"):
        session.flush()


def test_what_was_refused_says_why_and_leaves_room_for_another(session: Session) -> None:
    row, other = a_proposal(), an_administrator("Tom Ashby")
    with pytest.raises(Refused, match="Enter why you refuse it"):
        service.refuse(row.id, reason="  ", by=other)
    with unit_of_work():
        service.refuse(row.id, reason="Nine days are too few.", by=other)
    assert row.decision_reason == "Nine days are too few."
    with pytest.raises(Conflict):
        service.agree(row.id, by=other)
    assert a_proposal().is_open
    assert current_version(SPECIALS) == 0
    assert acts(session)[1][0] == "pipeline_refused"


def test_a_proposal_is_taken_back_by_who_made_it_alone(session: Session) -> None:
    by = an_administrator()
    row = a_proposal(by=by)
    with pytest.raises(NotFound):
        service.take_back(row.id, by=an_administrator("Tom Ashby"))
    with unit_of_work():
        service.take_back(row.id, by=by)
    line = get_pipeline("special-constabulary", by).refused[0]
    assert line.is_taken_back
    assert acts(session)[-1][0] == "pipeline_taken_back"


def test_one_proposal_of_a_strand_is_open_at_a_time(session: Session) -> None:
    a_proposal()
    with pytest.raises(Conflict) as conflict:
        a_proposal(by=an_administrator("Tom Ashby"))
    assert conflict.value.refusals == (service.OPEN_ALREADY,)
    assert a_proposal(strand=FARM, visit={"usual_days": 5}).is_open


def test_what_was_seen_must_be_what_is_followed(session: Session) -> None:
    a_version()
    stale = service.Proposal(drafted(SPECIALS, sift={"usual_days": 2}), 0, "Because", moves_running=False)
    with pytest.raises(Conflict) as conflict:
        service.propose(get_strand(SPECIALS), stale, by=an_administrator())
    assert conflict.value.refusals == (service.CHANGED_MEANWHILE,)


def test_a_change_has_to_change_something(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        a_proposal(sift={})
    assert refused.value.refusals == (service.NOTHING_CHANGED,)


def test_what_breaks_a_rule_is_not_proposed_and_no_longer_agreed_to(session: Session) -> None:
    with pytest.raises(service.Unsound) as unsound:
        a_proposal(training={"needs": ("medical", "fitness")})
    assert unsound.value.faults[0].stage == "training"
    row = a_proposal()
    row.stages = [draft.as_stored() for draft in drafted(SPECIALS, training={"needs": ()})]
    session.flush()
    with pytest.raises(service.Unsound):
        service.agree(row.id, by=an_administrator("Tom Ashby"))


@pytest.mark.parametrize("grant", [Grant(Role.ADMINISTRATOR, "cadets"), Grant(Role.ADMINISTRATOR, SPECIALS, "bristol")])
def test_a_pipeline_is_changed_by_those_whose_strand_it_is_in_every_area(session: Session, grant: Grant) -> None:
    row, someone = a_proposal(), a_viewer(grant.role, grant.strand, grant.area)
    for act in (
        lambda: service.agree(row.id, by=someone),
        lambda: a_proposal(by=someone),
        lambda: get_pipeline("special-constabulary", someone),
    ):
        with pytest.raises(NotFound):
            act()
    assert SPECIALS not in [line.strand.code for line in list_pipelines(someone)]


def test_those_under_way_keep_theirs_and_who_applies_now_follows_the_new_one(session: Session) -> None:
    running = a_case("sift")
    a_version()
    assert running.pipeline_version == 0
    assert strand_of(running).pipeline.stage("sift").longest_days == 28


def test_those_under_way_are_moved_by_choice_and_judged_anew(session: Session) -> None:
    running, ended, draft = a_case("sift"), a_case("appointed"), an_application(stage="draft")
    waiting = a_case("interview")
    for code in needs_of("pre_employment_checks"):
        if code not in needs_of("interview"):
            a_check(waiting, code)
    with unit_of_work():
        a_version(
            moves_running=True, sift={"usual_days": 3, "longest_days": 9},
            pre_employment_checks={"needs": (*needs_of("pre_employment_checks"), "references")},
        )  # fmt: skip
    for each in (running, ended, draft, waiting):
        session.refresh(each)
    assert [each.pipeline_version for each in (running, ended, draft, waiting)] == [1, 0, 0, 1]
    assert (running.usual_days, running.longest_days) == (3, 9)
    assert running.stage == "sift"
    assert (waiting.waits_on, waiting.decision_due) == (["referee"], False)
    told = [details for act, details in acts(session, "application") if act == "pipeline_changed"]
    assert told == [{"from_version": 0, "to_version": 1}] * 2


def test_what_was_sent_and_not_read_stays_ours_when_the_pipeline_changes(session: Session) -> None:
    case = a_case("application", strand="cadets", answers={sent_mark("application"): {"on": "2026-05-01"}})
    sent = case.decision_due = True
    with unit_of_work():
        a_version(strand="cadets", moves_running=True, application={"usual_days": 3})
    session.refresh(case)
    assert case.decision_due is sent


def test_more_than_a_request_can_carry_are_moved_by_the_job_which_may_run_twice(session: Session) -> None:
    cases = [a_case("sift") for _ in range(3)]
    with unit_of_work():
        row = a_version(moves_running=True, at_once=2)
    assert {case.pipeline_version for case in cases} == {0}
    jobs.move_running([row.id])
    jobs.move_running([row.id])
    for case in cases:
        session.refresh(case)
    assert {(case.pipeline_version, case.longest_days) for case in cases} == {(1, 9)}
    assert len([act for act, _ in acts(session, "application") if act == "pipeline_changed"]) == 3


def test_those_of_one_older_version_are_moved_later_by_choice(session: Session) -> None:
    first = a_case("sift")
    a_version()
    second = a_case("sift")
    second.pipeline_version = 1
    session.flush()
    a_version(sift={"usual_days": 2, "longest_days": 4})
    strand, by = get_strand(SPECIALS), an_administrator()
    assert [(one.number, one.count) for one in list_running(strand, 2)] == [(1, 1), (0, 1)]
    with unit_of_work():
        assert service.move_older(strand, 1, to=2, by=by)
    session.refresh(first)
    session.refresh(second)
    assert (first.pipeline_version, second.pipeline_version, second.longest_days) == (0, 2, 4)
    with pytest.raises(NotFound):
        service.move_older(strand, 1, to=2, by=by)
    with pytest.raises(Conflict):
        service.move_older(strand, 0, to=1, by=by)
    jobs.move_older([SPECIALS, 0, 2, by.account_id])
    session.refresh(first)
    assert first.pipeline_version == 2


def test_the_counts_of_a_preview_are_those_of_looking_at_each(session: Session) -> None:
    today = clock.today()
    for stage in ("submitted", "sift", "interview", "pre_employment_checks", "intake", "training"):
        for days in (5, 25, 100, 400):
            case = a_case(stage, submitted_at=clock.now() - timedelta(days=days), days_between=0)
            if stage in ("intake", "training"):
                continue
            if days == 25:
                a_check(case, "references", CheckState.FAILED)
            if days == 100:
                a_check(case, "references", valid_until=today - timedelta(days=1))
            if days == 400:
                a_check(case, "references", valid_until=today)
    a_version(sift={"usual_days": 90, "longest_days": 120})
    for case in session.scalars(select(Application).where(Application.stage == "sift").limit(2)):
        case.pipeline_version = 1
        case.stand(strand_of(case).pipeline.stage("sift"), ())
    session.flush()
    drafts = drafted(
        SPECIALS, sift={"longest_days": 20}, training={"usual_days": 10, "longest_days": 60},
        pre_employment_checks={"needs": (*needs_of("pre_employment_checks"), "references")},
        attestation={"needs": (*needs_of("attestation"), "references")},
    )  # fmt: skip
    after = with_pipeline(get_strand(SPECIALS), drafts)
    counted = {
        (each.stage, each.version): (each.count, each.newly_overdue, each.newly_waiting)
        for row in preview_of(get_strand(SPECIALS), after).stages
        for each in row.standings
    }
    assert counted == _one_by_one(session, after)
    assert sum(overdue for _, overdue, _ in counted.values()) > 1
    assert sum(waiting for _, _, waiting in counted.values()) > 2


def _one_by_one(session: Session, after: Any) -> dict[tuple[str, int], tuple[int, int, int]]:
    on, found = clock.today(), {}
    for case in session.scalars(select(Application)):
        now, since = strand_of(case), clock.on(case.stage_since)
        here, there = now.pipeline.stage(case.stage), after.pipeline.stage(case.stage)
        if here.is_final or case.is_draft:
            continue
        facts = facts_of(list_checks(case))
        late, would_be = (on - since).days > here.longest_days, (on - since).days > there.longest_days
        lacks = [code for code in newly_needed(now, after, case.stage)
                 if code not in facts or not facts[code].holds_on(on)]  # fmt: skip
        count, overdue, waiting = found.get((case.stage, case.pipeline_version), (0, 0, 0))
        found[case.stage, case.pipeline_version] = (
            count + 1, overdue + (would_be and not late), waiting + bool(lacks)
        )  # fmt: skip
    return found


def test_at_night_what_ran_out_or_never_stood_is_judged_anew(session: Session) -> None:
    yesterday = clock.today() - timedelta(days=1)
    ran_out, never, quiet = a_case("pre_employment_checks"), a_case("sift"), a_case("sift")
    for code in needs_of("intake"):
        if code not in ("medical", *needs_of("pre_employment_checks")):
            a_check(ran_out, code)
    a_check(ran_out, "medical", valid_until=yesterday)
    ran_out.stand(strand_of(ran_out).pipeline.stage(ran_out.stage), (), decision_due=True)
    ran_out.waits_on = ["coordinator"]
    never.waits_on, never.usual_days, never.longest_days = [], None, None
    session.flush()
    versions = {each.id: each.version for each in (ran_out, never, quiet)}
    for _ in range(2):
        jobs.mark_standing()
    for each in (ran_out, never, quiet):
        session.refresh(each)
    assert (ran_out.waits_on, ran_out.decision_due) == (["medical_provider"], False)
    assert (never.waits_on, never.longest_days) == (["applicant"], 28)
    assert quiet.version == versions[quiet.id]
    assert ran_out.version == versions[ran_out.id] + 1


def test_at_night_a_move_whose_job_was_lost_is_finished(session: Session) -> None:
    case = a_case("sift")
    with unit_of_work():
        a_version(moves_running=True, at_once=0)
    jobs.mark_standing()
    session.refresh(case)
    assert case.pipeline_version == 1


def test_a_version_never_touches_what_is_stored_of_another(session: Session) -> None:
    first, second = a_version(), a_version(sift={"usual_days": 2, "longest_days": 4})
    assert [first.number, second.number] == [1, 2]
    assert StageDraft.read(first.stages[2]).longest_days == 9
    assert session.scalar(select(func.count()).where(HistoryEntry.subject == "application")) == 0
