"""Each fault an editor of a strand's page can make is found and named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.strands.rules.builders import CHECKS, a_pipeline, a_stage
from volunteers.strands.rules import (
    Criteria,
    DutyDemands,
    EligibilityRule,
    Grade,
    Pipeline,
    Rank,
    References,
    Section,
    StageKind,
    Strand,
    StrandCode,
    faults_of,
)


def a_strand(**changes: Any) -> Strand:
    strand = Strand(
        code=StrandCode.FARM_WATCH,
        slug="farm-watch",
        name="Farm Watch",
        member="member",
        purpose="Farms.",
        what_you_do=("Watch",),
        commitment="Some",
        criteria=Criteria(),
        asks=(Section("you", "You", ("name", "age")),),
        pipeline=a_pipeline(),
        checks=CHECKS,
        grades=(Grade("new", "New"), Grade("old", "Old", may_be_alone=True)),
        appointed_grade="new",
        duty=DutyDemands(clearances=("vetting",), lowest_grade="new"),
        appointment_word="enrolled",
        reference_prefix="FW",
        contact="farm@force.example",
        eligibility=(EligibilityRule("age", "How old?", minimum_age=18),),
    )
    return replace(strand, **changes)


def staged(**changes: dict[str, Any]) -> Strand:
    return a_strand(pipeline=a_pipeline(**changes))


def test_a_sound_page_has_no_faults() -> None:
    assert faults_of(a_strand()) == []


FAULTY: list[tuple[Callable[[], Strand], str]] = [
    (lambda: a_strand(pipeline=Pipeline(())), "there must be one stage of kind draft, not 0"),
    (lambda: a_strand(pipeline=Pipeline((a_stage("x", kind=StageKind.DRAFT),))), "there is no open stage"),
    (lambda: staged(appointed={"kind": StageKind.WITHDRAWN}), "there must be one stage of kind withdrawn, not 2"),
    (lambda: staged(meeting={"code": "training"}), "stage training stands twice"),
    (lambda: a_strand(checks=(*CHECKS, CHECKS[0])), "check vetting stands twice"),
    (lambda: a_strand(grades=(Grade("new", "New"), Grade("new", "Newer"))), "grade new stands twice"),
    (lambda: a_strand(ranks=(Rank("a", "A"), Rank("a", "B"))), "rank a stands twice"),
    (lambda: a_strand(asks=(Section("a", "A", ("age", "age")),)), "question age stands twice"),
    (
        lambda: staged(meeting={"moves": ("training", "moon", "unsuccessful", "withdrawn")}),
        "stage meeting moves to moon, which does not exist",
    ),
    (lambda: staged(submitted={"moves": ("unsuccessful", "withdrawn")}), "stage meeting cannot be reached"),
    (
        lambda: staged(training={"moves": ("meeting", "unsuccessful", "withdrawn")}),
        "no way leads from stage training to being appointed",
    ),
    (lambda: staged(withdrawn={"moves": ("draft",)}), "stage withdrawn is final but has moves"),
    (lambda: staged(meeting={"moves": ("training", "withdrawn")}), "stage meeting cannot end unsuccessful"),
    (lambda: staged(meeting={"moves": ("training", "unsuccessful")}), "stage meeting cannot end withdrawn"),
    (lambda: staged(unsuccessful={"reason_needed": False}), "declining must need a reason"),
    (lambda: staged(meeting={"usual_days": None}), "stage meeting says nothing of its days"),
    (lambda: staged(meeting={"usual_days": 30}), "stage meeting has a usual time longer than its longest, or none"),
    (lambda: staged(meeting={"needs": ("swimming",)}), "stage meeting needs check swimming, undefined"),
    (lambda: staged(training={"needs": ("vetting",)}), "check talk is needed by no stage"),
    (lambda: a_strand(duty=DutyDemands(clearances=("swimming",))), "a duty demands clearance swimming, undefined"),
    (
        lambda: a_strand(duty=DutyDemands(clearances=("talk",))),
        "a duty demands clearance talk, which being appointed does not need",
    ),
    (lambda: a_strand(appointed_grade="chief"), "grade chief is named but undefined"),
    (lambda: a_strand(duty=DutyDemands(lowest_grade="chief")), "grade chief is named but undefined"),
    (lambda: a_strand(asks=()), "eligibility rule age is not asked"),
    (lambda: a_strand(eligibility=()), "there is no eligibility question"),
    (lambda: a_strand(references=References(0, "meeting")), "it asks referees, but none"),
    (
        lambda: a_strand(references=References(2, "withdrawn")),
        "referees are asked at withdrawn, which is no open stage",
    ),
    (
        lambda: a_strand(references=References(2, "meeting")),
        "referees are asked, but there is no check called references",
    ),
]


@pytest.mark.parametrize(("faulty", "fault"), FAULTY, ids=[fault for _, fault in FAULTY])
def test_a_fault_is_found_and_named(faulty: Callable[[], Strand], fault: str) -> None:
    assert fault in faults_of(faulty())
