"""What a strand is made of, and how its moves, eligibility and lateness are judged: plain values in and out."""

from volunteers.strands.rules.checks import (
    CheckDefinition,
    CheckFact,
    Evidence,
    Retake,
    in_words,
    refusals_of_dates,
)
from volunteers.strands.rules.documents import DocumentAsked
from volunteers.strands.rules.eligibility import (
    Answer,
    Choice,
    EligibilityRule,
    Finding,
    Outcome,
    birthday,
    judge_eligibility,
    overall,
)
from volunteers.strands.rules.moves import (
    MoveOption,
    moves_from,
    parties_awaited,
    reason_is_needed,
    refusals_of_checks,
    refusals_to_move,
)
from volunteers.strands.rules.pipeline import (
    Lateness,
    Party,
    Pipeline,
    Stage,
    StageKind,
    lateness,
)
from volunteers.strands.rules.references import References
from volunteers.strands.rules.roles import judge_roles
from volunteers.strands.rules.skills import Skill, SkillList
from volunteers.strands.rules.soundness import faults_of
from volunteers.strands.rules.strand import (
    AskedWhen,
    Condition,
    Criteria,
    DutyDemands,
    DutyKind,
    Grade,
    HoursKind,
    Rank,
    Section,
    Strand,
    StrandCode,
)

__all__ = [
    "Answer",
    "AskedWhen",
    "CheckDefinition",
    "CheckFact",
    "Choice",
    "Condition",
    "Criteria",
    "DocumentAsked",
    "DutyDemands",
    "DutyKind",
    "EligibilityRule",
    "Evidence",
    "Finding",
    "Grade",
    "HoursKind",
    "Lateness",
    "MoveOption",
    "Outcome",
    "Party",
    "Pipeline",
    "Rank",
    "References",
    "Retake",
    "Section",
    "Skill",
    "SkillList",
    "Stage",
    "StageKind",
    "Strand",
    "StrandCode",
    "birthday",
    "faults_of",
    "in_words",
    "judge_eligibility",
    "judge_roles",
    "lateness",
    "moves_from",
    "overall",
    "parties_awaited",
    "reason_is_needed",
    "refusals_of_checks",
    "refusals_of_dates",
    "refusals_to_move",
]
