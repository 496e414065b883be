"""A small pipeline and its checks, to judge moves on."""

from dataclasses import replace
from datetime import date
from typing import Any

from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, CheckFact, Party, Pipeline, Stage, StageKind

ENDS = ("unsuccessful", "withdrawn")
ON = date(2026, 5, 4)

VETTING = CheckDefinition(
    "vetting", "Vetting", Permission.VETTING_SET, Party.VETTING_OFFICER, "We check records.", valid_months=12
)
TALK = CheckDefinition("talk", "Talk", Permission.CHECK_RECORD, Party.COORDINATOR, "We talk.")
CHECKS = (VETTING, TALK)


def a_stage(code: str, **changes: Any) -> Stage:
    """An open stage named after its code."""
    name = code.capitalize()
    return replace(Stage(code, name, name, f"{name}.", usual_days=7, longest_days=21), **changes)


def a_pipeline(**changes: dict[str, Any]) -> Pipeline:
    """Draft, submitted, meeting, training, appointed; changes are given by stage."""
    stages = (
        a_stage("draft", kind=StageKind.DRAFT, moves=("submitted",), permission=Permission.APPLICATION_APPLY),
        a_stage("submitted", moves=("meeting", *ENDS), permission=Permission.APPLICATION_APPLY),
        a_stage("meeting", moves=("training", *ENDS)),
        a_stage("training", moves=("appointed", "meeting", *ENDS), needs=("vetting", "talk")),
        a_stage("appointed", kind=StageKind.APPOINTED, needs=("vetting",), permission=Permission.APPLICATION_CLEAR),
        a_stage("unsuccessful", kind=StageKind.UNSUCCESSFUL, reason_needed=True),
        a_stage("withdrawn", kind=StageKind.WITHDRAWN, also_by=(Permission.APPLICATION_APPLY,)),
    )
    return Pipeline(tuple(replace(stage, **changes.get(stage.code, {})) for stage in stages))


def a_fact(code: str, **changes: Any) -> CheckFact:
    """A passed check that does not lapse."""
    return replace(CheckFact(code, passed=True), **changes)


def facts(*found: CheckFact) -> dict[str, CheckFact]:
    return {fact.code: fact for fact in found}
