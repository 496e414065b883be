"""What may be said of evidence, reviews, kit and years of service from plain values alone."""

from volunteers.records.rules.evidence import Act, EvidenceState, Piece, refusals_of_piece
from volunteers.records.rules.kit import Condition, refusals_of_issue, refusals_of_return, tidy_serial
from volunteers.records.rules.milestones import Milestone, Spell, counted_from, milestones_of, next_milestone
from volunteers.records.rules.progress import Progress, SkillLine, next_status, progress_of
from volunteers.records.rules.reviews import Due, due_of, refusals_of_review

__all__ = [
    "Act",
    "Condition",
    "Due",
    "EvidenceState",
    "Milestone",
    "Piece",
    "Progress",
    "SkillLine",
    "Spell",
    "counted_from",
    "due_of",
    "milestones_of",
    "next_milestone",
    "next_status",
    "progress_of",
    "refusals_of_issue",
    "refusals_of_piece",
    "refusals_of_return",
    "refusals_of_review",
    "tidy_serial",
]
