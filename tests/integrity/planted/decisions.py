"""Decisions that take two people, made by one, or by someone they are about."""

from datetime import timedelta
from typing import Any

from tests.applications.builders import an_application
from tests.integrity.planted.planting import plants, sql
from tests.people.builders import an_account
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.onboarding.models.assessments import Assessment, AssessmentResult
from volunteers.onboarding.models.decisions import Decision
from volunteers.onboarding.models.declines import Decline
from volunteers.onboarding.rules import DecisionKind, DecisionOutcome
from volunteers.onboarding.rules.assessments import Recommendation
from volunteers.onboarding.rules.declines import DeclineOutcome
from volunteers.strands.models import PipelineVersion
from volunteers.vetting.models import VettingAcquaintance, VettingCase, VettingOpening, VettingProposal
from volunteers.vetting.rules import CaseKind, Outcome


@plants("decided_by_proposer")
def one_person_alone_or_the_applicant() -> list[int]:
    sql("ALTER TABLE decisions DROP CONSTRAINT ck_decisions_two_people")
    one, other, now, found = an_account().id, an_account().id, clock.now(), []
    for outcome, proposed_by, decided_by in (
        (DecisionOutcome.AGREED, one, other), (DecisionOutcome.TAKEN_BACK, one, one), (None, one, None),
        (DecisionOutcome.AGREED, one, one), (DecisionOutcome.REFUSED, one, 0), (DecisionOutcome.AGREED, 0, one),
        (DecisionOutcome.TAKEN_BACK, one, other),
    ):  # fmt: skip
        application = an_application()
        decision = Decision(
            application_id=application.id, kind=DecisionKind.DECLINE, stage="submitted", reason="x", outcome=outcome,
            proposed_by_id=proposed_by or application.account_id, proposed_at=now,
            decided_by_id=application.account_id if decided_by == 0 else decided_by,
            decided_at=now if outcome else None,
        )  # fmt: skip
        db.session.add(decision)
        db.session.flush()
        found.append(decision.id)
    return found[3:]


@plants("declined_not_told")
def told_late_or_without_an_end_or_by_oneself() -> list[int]:
    by, now, found = an_account().id, clock.now(), []
    long_ago = now - timedelta(days=2)
    for hours, outcome, decided_by in (
        (-1, None, by), (47, None, by), (1, DeclineOutcome.TAKEN_BACK, by), (1, None, by), (1, DeclineOutcome.TOLD, by),
        (-1, None, 0),
    ):  # fmt: skip
        application = an_application()
        decline = Decline(
            application_id=application.id, stage=application.stage, reason_code="x", reason="x",
            decided_by_id=decided_by or application.account_id, decided_at=long_ago - timedelta(hours=8),
            goes_out_at=now - timedelta(hours=hours) if hours < 24 else long_ago, outcome=outcome,
            ended_at=now if outcome else None, ended_by_id=by if outcome is DeclineOutcome.TAKEN_BACK else None,
            appeal_until=clock.today() if outcome is DeclineOutcome.TOLD else None,
        )  # fmt: skip
        db.session.add(decline)
        db.session.flush()
        found.append(decline.id)
    return [found[1], found[4], found[5]]


@plants("pipeline_agreed_by_proposer")
def one_administrator_alone() -> list[int]:
    sql("ALTER TABLE pipeline_versions DROP CONSTRAINT ck_pipeline_versions_second_person")
    one, other, now = an_account(), an_account(), clock.now()
    versions = [
        PipelineVersion(
            strand=strand, number=1, stages=[], reason="Days", moves_running=False, proposed_by_id=one.id,
            proposed_at=now, decided_by_id=decided_by.id, agreed_at=now,
        )
        for strand, decided_by in (("farm_watch", other), ("cadets", one))
    ]  # fmt: skip
    db.session.add_all(versions)
    db.session.flush()
    return [versions[1].id]


def _case(outcome: Outcome | None = None, **more: Any) -> VettingCase:
    application, now = an_application(), clock.now()
    case = VettingCase(
        reference=application.reference, kind=next(iter(CaseKind)), application_id=application.id,
        account_id=application.account_id, strand=application.strand, area=application.area, code="vetting",
        waiting_since=now, created_at=now, outcome=outcome, closed_at=now if outcome else None, **more,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    return case


def _proposal(case: VettingCase, outcome: Outcome, proposed_by: int, decided_by: int, *, agreed: bool = True) -> None:
    now = clock.now()
    db.session.add(
        VettingProposal(
            case_id=case.id, outcome=outcome, result_on=clock.today(), reason=b"x", proposed_by_id=proposed_by,
            proposed_at=now, agreed=agreed, decided_by_id=decided_by, decided_at=now,
        )
    )  # fmt: skip
    db.session.flush()


@plants("vetting_ended_by_one")
def without_anyone_who_agreed() -> list[int]:
    one, other = an_account().id, an_account().id
    _case(Outcome.GRANTED)
    good, alone, disagreed, for_another = (_case(Outcome.REFUSED) for _ in range(4))
    _proposal(good, Outcome.REFUSED, one, other)
    _proposal(disagreed, Outcome.REFUSED, one, other, agreed=False)
    _proposal(for_another, Outcome.WITHDRAWN, one, other)
    return [alone.id, disagreed.id, for_another.id]


@plants("vetting_ended_by_one")
def agreed_to_by_who_proposed_it() -> list[int]:
    sql("ALTER TABLE vetting_proposals DROP CONSTRAINT ck_vetting_proposals_two_people")
    one, bad = an_account().id, _case(Outcome.WITHDRAWN)
    _proposal(bad, Outcome.WITHDRAWN, one, one)
    return [bad.id]


def _opened(case: VettingCase, by_id: int) -> None:
    now = clock.now()
    until = now + timedelta(hours=1)
    db.session.add(VettingOpening(case_id=case.id, by_id=by_id, at=now, until=until, reason="begin", words=b"x"))
    db.session.flush()


@plants("vetted_oneself")
def taken_closed_or_opened_by_whom_it_is_about() -> list[int]:
    officer = an_account().id
    good, taken, closed, opened = _case(), _case(), _case(Outcome.GRANTED), _case()
    good.assigned_to_id, taken.assigned_to_id, closed.closed_by_id = officer, taken.account_id, closed.account_id
    _opened(good, officer)
    _opened(opened, opened.account_id)
    return [taken.id, closed.id, opened.id]


@plants("vetted_by_acquaintance")
def opened_after_saying_so() -> list[int]:
    officer, before = an_account().id, clock.now() - timedelta(days=1)
    bad, earlier, other = _case(), _case(), _case()
    for case, said_at in ((bad, before), (earlier, clock.now() + timedelta(days=1))):
        db.session.add(VettingAcquaintance(officer_id=officer, account_id=case.account_id, said_at=said_at))
    for case in (bad, earlier, other):
        _opened(case, officer)
    return [bad.id]


def _result(assessors: list[int], *, application: Application | None = None, sent_ago: int = 1) -> int:
    application, now = application or an_application(), clock.now()
    for seat, assessor in enumerate(assessors, 1):
        sheet = Assessment(
            application_id=application.id, code="interview", round=1, seat=seat, assessor_id=assessor, highest=5,
            recommendation=next(iter(Recommendation)), taken_at=now, sent_at=now - timedelta(hours=sent_ago),
        )  # fmt: skip
        db.session.add(sheet)
    result = AssessmentResult(
        application_id=application.id, code="interview", round=1, scores={}, passed=True,
        decided_by_id=assessors[0], decided_at=now,
    )  # fmt: skip
    db.session.add(result)
    db.session.flush()
    return result.id


@plants("assessed_by_one")
def one_sheet_a_late_one_or_the_applicants_own() -> list[int]:
    one, other, applicant = an_account().id, an_account().id, an_application()
    _result([one, other])
    return [
        _result([one]),
        _result([one, other], sent_ago=-1),
        _result([one, applicant.account_id], application=applicant),
    ]
