"""Impossible decisions: what takes two people decided by one, or by someone it is about."""

from volunteers.integrity.rules import ImpossibleState

PIPELINES = "SELECT id FROM pipeline_versions WHERE decided_by_id = proposed_by_id AND agreed_at IS NOT NULL"
# Whoever decides is neither who proposed it nor the applicant; taking one's own proposal back is no decision.
DECISIONS = """
SELECT d.id FROM decisions d JOIN applications a ON a.id = d.application_id
WHERE d.outcome IN ('agreed', 'refused') AND d.decided_by_id IN (d.proposed_by_id, a.account_id)
   OR d.outcome = 'taken_back' AND d.decided_by_id <> d.proposed_by_id
   OR d.proposed_by_id = a.account_id
"""
VETTING = """
SELECT c.id FROM vetting_cases c
WHERE c.outcome IN ('refused', 'withdrawn') AND NOT EXISTS (
    SELECT 1 FROM vetting_proposals p
    WHERE p.case_id = c.id AND p.agreed AND p.outcome = c.outcome AND p.decided_by_id <> p.proposed_by_id)
"""
OWN_VETTING = """
SELECT c.id FROM vetting_cases c
WHERE c.assigned_to_id = c.account_id OR c.closed_by_id = c.account_id
   OR EXISTS (SELECT 1 FROM vetting_openings o WHERE o.case_id = c.id AND o.by_id = c.account_id)
"""
ACQUAINTED = """
SELECT DISTINCT c.id FROM vetting_cases c
JOIN vetting_acquaintances k ON k.account_id = c.account_id
JOIN vetting_openings o ON o.case_id = c.id AND o.by_id = k.officer_id AND o.at > k.said_at
"""
# A result is made of two sheets that were sent before it, by two people, neither the applicant.
ASSESSED = """
SELECT r.id FROM assessment_results r JOIN applications a ON a.id = r.application_id
WHERE (SELECT count(DISTINCT s.assessor_id) FROM assessments s
       WHERE s.application_id = r.application_id AND s.code = r.code AND s.round = r.round
         AND s.sent_at <= r.decided_at AND s.assessor_id <> a.account_id) < 2
"""
# The job looks every minute; one that has ended by itself meanwhile is let out as well, to say so.
DECLINED = """
SELECT d.id FROM declines d JOIN applications a ON a.id = d.application_id
WHERE d.outcome IS NULL AND d.goes_out_at < :hours_ago
   OR d.outcome = 'told' AND NOT EXISTS (
       SELECT 1 FROM stage_changes c WHERE c.application_id = d.application_id AND c.to_stage = 'unsuccessful')
   OR d.decided_by_id = a.account_id
"""

STATES = (
    ImpossibleState(
        "decided_by_proposer",
        "Declining or clearing an applicant was decided by whoever proposed it, or by the applicant.",
        "One person proposes and another decides, and nobody acts on their own application.",
        "decision",
        DECISIONS,
    ),
    ImpossibleState(
        "declined_not_told",
        "Someone was declined and has not been told hours after they should be; or was told while their application "
        "did not end; or declined themselves.",
        "A job lets out every minute what is due, and ends the application in the same transaction.",
        "decline",
        DECLINED,
    ),
    ImpossibleState(
        "pipeline_agreed_by_proposer",
        "A version of a pipeline was agreed to by the administrator who proposed it.",
        "Whoever proposes a version cannot agree to it, and a constraint of the database says so too.",
        "pipeline version",
        PIPELINES,
    ),
    ImpossibleState(
        "vetting_ended_by_one",
        "Vetting was refused or withdrawn, but no two officers are on record for it.",
        "One officer proposes it, and another one agrees.",
        "vetting case",
        VETTING,
    ),
    ImpossibleState(
        "vetted_oneself",
        "Someone took, opened or closed the vetting case that is about them.",
        "One's own case is never given to one, and is not found.",
        "vetting case",
        OWN_VETTING,
    ),
    ImpossibleState(
        "vetted_by_acquaintance",
        "An officer opened the file of someone whom they had said they know.",
        "From then on that person's cases are not given to them, and are not found.",
        "vetting case",
        ACQUAINTED,
    ),
    ImpossibleState(
        "assessed_by_one",
        "The result of an assessment does not stand on two sheets, sent before it by two people.",
        "A result is made once both sheets are in, and nobody fills in two, nor one about themselves.",
        "assessment result",
        ASSESSED,
    ),
)
