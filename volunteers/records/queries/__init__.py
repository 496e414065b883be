"""Reading evidence, reviews, kit and years of service."""

from volunteers.records.queries.evidence import (
    EvidenceRow,
    count_to_sign,
    get_evidence,
    get_own_evidence,
    last_signer,
    list_evidence,
    list_to_sign,
)
from volunteers.records.queries.kit import count_to_get_back, get_item, list_kit, list_to_get_back, must_come_back
from volunteers.records.queries.members import (
    Member,
    get_member,
    list_memberships,
    list_own,
    strands_with_reviews,
    strands_with_skills,
)
from volunteers.records.queries.milestones import list_coming, list_reached, years_of
from volunteers.records.queries.panel import get_own_record, get_panel
from volunteers.records.queries.progress import get_progress, list_progress
from volunteers.records.queries.reviews import (
    REVIEW,
    ReviewRow,
    due_for,
    get_own_review,
    get_review,
    list_due,
    list_reviews,
)
from volunteers.records.queries.signers import find_signer, list_signers

__all__ = [
    "REVIEW",
    "EvidenceRow",
    "Member",
    "ReviewRow",
    "count_to_get_back",
    "count_to_sign",
    "due_for",
    "find_signer",
    "get_evidence",
    "get_item",
    "get_member",
    "get_own_evidence",
    "get_own_record",
    "get_own_review",
    "get_panel",
    "get_progress",
    "get_review",
    "last_signer",
    "list_coming",
    "list_due",
    "list_evidence",
    "list_kit",
    "list_memberships",
    "list_own",
    "list_progress",
    "list_reached",
    "list_reviews",
    "list_signers",
    "list_to_get_back",
    "list_to_sign",
    "must_come_back",
    "strands_with_reviews",
    "strands_with_skills",
    "years_of",
]
