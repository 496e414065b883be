"""The one next step, in words."""

from datetime import date

import pytest

from volunteers.onboarding.rules import Case, CheckState, StepKind, fact_of, next_step
from volunteers.permissions import ROLE_PERMISSIONS, Permission, Role
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact, moves_from

TODAY = date(2026, 3, 10)
SPECIALS = get_strand("special_constabulary")
GATHERED = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")


def passed(*codes: str) -> dict[str, CheckFact]:
    return {code: fact_of(code, CheckState.PASSED, None, date(2026, 1, 1), None) for code in codes}


def a_case(stage: str, facts: dict[str, CheckFact], *, role: Role = Role.COORDINATOR, is_own: bool = False) -> Case:
    def may(permission: Permission) -> bool:
        return permission in ROLE_PERMISSIONS[role]

    options = moves_from(
        SPECIALS.pipeline, from_stage=stage, checks=facts, definitions=SPECIALS.checks, on=TODAY, may=may
    )
    return Case(SPECIALS, SPECIALS.pipeline.stage(stage), facts, options, TODAY, may, is_own=is_own)


@pytest.mark.parametrize(
    ("stage", "facts", "kind", "target", "words"),
    [
        (
            "submitted",
            {},
            StepKind.MOVE,
            "sift",
            "Form review is with you. When it is done, move the application to Online sift.",
        ),
        (
            "sift",
            passed("sift"),
            StepKind.MOVE,
            "interview",
            "Everything Online sift gathers is in. Move the application to Interview.",
        ),
        ("interview", passed("sift"), StepKind.RECORD, "interview", "Record the result: Interview."),
        (
            "pre_employment_checks",
            passed(*GATHERED[1:]),
            StepKind.RECORD,
            "references",
            "Waits on a referee. When a result comes in, record it.",
        ),
        ("pre_employment_checks", passed(*GATHERED[:4]), StepKind.WAIT, "", "Waits on the vetting officer."),
        (
            "intake",
            passed(*GATHERED),
            StepKind.MOVE,
            "training",
            "Waits on the training team. When that is done, move it to Initial learning.",
        ),
        (
            "attestation",
            passed("attestation", "vetting", "medical", "personal_safety_training"),
            StepKind.CLEAR,
            "appointed",
            "Everything is in. They can be cleared for duty.",
        ),
        ("appointed", {}, StepKind.WAIT, "", "Cleared for duty. Nothing more to do here."),
        ("withdrawn", {}, StepKind.WAIT, "", "This application ended at Withdrawn. Nothing more to do here."),
    ],
)
def test_a_coordinators_next_step(
    stage: str, facts: dict[str, CheckFact], kind: StepKind, target: str, words: str
) -> None:
    step = next_step(a_case(stage, facts))
    assert (step.kind, step.target, step.words) == (kind, target, words)
    assert bool(step.button) is (kind is not StepKind.WAIT)


def test_a_check_that_was_not_passed_asks_for_a_decision() -> None:
    failed = fact_of("medical", CheckState.FAILED, None, date(2026, 1, 1), None)
    step = next_step(a_case("pre_employment_checks", {**passed("references"), "medical": failed}))
    assert step.kind is StepKind.DECIDE
    assert step.words == "Medical was not passed. Decide whether it ends here."


def test_nobody_has_a_next_step_on_their_own_application() -> None:
    step = next_step(a_case("submitted", {}, is_own=True))
    assert (step.kind, step.button) == (StepKind.WAIT, "")


def test_vetting_is_nobodys_next_step_here() -> None:
    step = next_step(a_case("pre_employment_checks", passed(*GATHERED[:4]), role=Role.VETTING_OFFICER))
    assert (step.kind, step.button) == (StepKind.WAIT, "")
