"""Impossible applications: who acted on them, how they stand, and what became of those appointed."""

from volunteers.integrity.rules import ImpossibleState

# Someone is in scope who holds a role that acts on applications there, and for young people the clearance as well; what
# was taken away from them later counts as held.
BY_STRANGER = """
WITH acts AS (
    SELECT a.id, a.strand, a.area, h.by_account_id, max(h.id) AS entry
    FROM history_entries h JOIN applications a ON a.id = h.subject_id
    WHERE h.subject = 'application' AND h.by_account_id <> a.account_id
      AND h.by_account_id IS DISTINCT FROM a.recorded_by_id
    GROUP BY a.id, h.by_account_id
), held AS (
    SELECT account_id, role, strand, area, NULL::integer AS until FROM role_grants
    UNION ALL
    SELECT subject_id, details ->> 'role', details ->> 'strand', details ->> 'area', id
    FROM history_entries WHERE subject = 'account' AND act = 'role_removed'
)
SELECT DISTINCT acts.id FROM acts
WHERE NOT EXISTS (
    SELECT 1 FROM held
    WHERE held.account_id = acts.by_account_id AND held.role = ANY(:acting_roles)
      AND (held.until IS NULL OR held.until > acts.entry)
      AND (held.strand IS NULL OR held.strand = acts.strand)
      AND (held.area IS NULL OR acts.area IS NULL OR held.area = acts.area))
   OR acts.strand = :childrens_strand AND NOT EXISTS (
    SELECT 1 FROM held
    WHERE held.account_id = acts.by_account_id AND held.role = :childrens_role
      AND (held.until IS NULL OR held.until > acts.entry))
"""
TWICE = """
SELECT unnest(array_agg(id)) AS id FROM applications
WHERE stage NOT IN ('appointed', 'unsuccessful', 'withdrawn') GROUP BY account_id, strand HAVING count(*) > 1
"""
STANDING = """
WITH stages AS (
    SELECT * FROM jsonb_to_recordset(CAST(:stages AS jsonb))
        AS s(strand text, version int, stage text, is_final boolean, usual_days int, longest_days int)
)
SELECT a.id
FROM applications a
LEFT JOIN stages s ON s.strand = a.strand AND s.version = a.pipeline_version AND s.stage = a.stage
WHERE a.stage <> 'draft' AND (
    s.stage IS NULL
    OR s.is_final <> (cardinality(a.waits_on) = 0)
    OR (s.is_final AND a.decision_due)
    OR NOT a.waits_on <@ CAST(:parties AS text[])
    OR (a.decision_due AND a.waits_on <> ARRAY['coordinator'])
    OR (NOT s.is_final AND a.usual_days IS DISTINCT FROM s.usual_days)
    OR (NOT s.is_final AND a.longest_days IS DISTINCT FROM s.longest_days))
"""
WITHOUT_VOLUNTEER = """
SELECT a.id FROM applications a LEFT JOIN volunteers v ON v.id = a.volunteer_id
WHERE a.stage = 'appointed' AND v.account_id IS DISTINCT FROM a.account_id
   OR a.stage <> 'appointed' AND a.volunteer_id IS NOT NULL
"""
# Consent to a young person's taking part is looked at by itself; see ``cadets``.
UNCHECKED = """
WITH needs AS (
    SELECT * FROM jsonb_to_recordset(CAST(:needs AS jsonb)) AS n(strand text, version int, stage text, code text)
)
SELECT DISTINCT a.id
FROM applications a
JOIN needs ON needs.strand = a.strand AND needs.version = a.pipeline_version AND needs.stage = a.stage
LEFT JOIN checks c ON c.application_id = a.id AND c.code = needs.code AND c.state = 'passed'
    AND c.result_on <= (a.stage_since AT TIME ZONE 'Europe/London')::date
    AND (c.valid_until IS NULL OR c.valid_until >= (a.stage_since AT TIME ZONE 'Europe/London')::date)
WHERE a.stage = 'appointed' AND needs.code <> :consent_check AND c.id IS NULL
"""

STATES = (
    ImpossibleState(
        "acted_on_by_stranger",
        "Someone acted on an application who neither made it, nor wrote it down for its applicant, nor is staff for "
        "its strand and area, cleared for children where it is a young person's.",
        "Every act finds the application through the rights of whoever acts; what is out of scope is not found.",
        "application",
        BY_STRANGER,
    ),
    ImpossibleState(
        "two_live_applications",
        "One person has two live applications to the same strand.",
        "An index of the database lets no second one in.",
        "application",
        TWICE,
    ),
    ImpossibleState(
        "standing_contradicts",
        "What an application says of itself does not fit its stage: whom it waits for, whether a decision is due, or "
        "its usual and longest days.",
        "They are written together with the stage, by the same line of code.",
        "application",
        STANDING,
    ),
    ImpossibleState(
        "standing_out_of_date",
        "Of a sample of a few hundred, an application does not wait for those its checks say it waits for.",
        "It is judged anew whenever a check changes, and every night as checks run out.",
        "application",
    ),
    ImpossibleState(
        "appointed_without_volunteer",
        "An application is appointed but nobody became a volunteer, or someone else did, or the other way about.",
        "Clearing someone for duty writes both in one transaction.",
        "application",
        WITHOUT_VOLUNTEER,
    ),
    ImpossibleState(
        "cleared_unchecked",
        "Someone was appointed while a check that it takes was not passed and good on that day.",
        "Clearing someone for duty judges every check that the stage needs, on the day itself.",
        "application",
        UNCHECKED,
    ),
)
