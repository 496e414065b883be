"""What a strand is made of, and how its moves, eligibility and lateness are judged: plain values in and out."""

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
    in_words,
    moves_from,
    parties_awaited,
    reason_is_needed,
    refusals_of_checks,
    refusals_to_move,
)
from volunteers.strands.rules.pipeline import (
    CheckDefinition,
    CheckFact,
    Lateness,
    Party,
    Pipeline,
    Stage,
    StageKind,
    lateness,
)
from volunteers.strands.rules.references import References
from volunteers.strands.rules.roles import judge_roles
from volunteers.strands.rules.soundness import faults_of
from volunteers.strands.rules.strand import (
    AskedWhen,
    Condition,
    Criteria,
    DutyDemands,
    Grade,
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
    "EligibilityRule",
    "Finding",
    "Grade",
    "Lateness",
    "MoveOption",
    "Outcome",
    "Party",
    "Pipeline",
    "Rank",
    "References",
    "Section",
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
    "refusals_to_move",
]
