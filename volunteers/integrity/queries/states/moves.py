"""Impossible ways of applications through their stages."""

from volunteers.integrity.rules import ImpossibleState

# A move is allowed when the version the application follows allows it, or one before that, which it may have followed
# when it moved; and one that undoes the move before it is allowed wherever that one was.
UNREACHABLE = """
WITH allowed AS (
    SELECT strand, from_stage, to_stage, min(version) AS since
    FROM jsonb_to_recordset(CAST(:moves AS jsonb)) AS m(strand text, version int, from_stage text, to_stage text)
    GROUP BY strand, from_stage, to_stage
)
SELECT DISTINCT c.application_id AS id
FROM stage_changes c
JOIN applications a ON a.id = c.application_id
LEFT JOIN allowed ON allowed.strand = a.strand AND allowed.from_stage = c.from_stage
    AND allowed.to_stage = c.to_stage AND allowed.since <= a.pipeline_version
WHERE allowed.strand IS NULL
  AND NOT (c.reason = 'undone' AND EXISTS (
      SELECT 1 FROM stage_changes undone
      WHERE undone.application_id = c.application_id AND undone.id < c.id
        AND undone.from_stage = c.to_stage AND undone.to_stage = c.from_stage))
"""
UNCHAINED = """
WITH ways AS (
    SELECT application_id, from_stage, to_stage, at,
           lag(to_stage, 1, 'draft') OVER way AS before, lead(at) OVER way IS NULL AS is_last
    FROM stage_changes WINDOW way AS (PARTITION BY application_id ORDER BY at, id)
)
SELECT DISTINCT a.id
FROM ways JOIN applications a ON a.id = ways.application_id
WHERE ways.from_stage <> ways.before
   OR (ways.is_last AND (ways.to_stage <> a.stage OR ways.at <> a.stage_since))
"""
WITHOUT_CHANGE = """
SELECT a.id FROM applications a
WHERE a.stage <> 'draft' AND NOT EXISTS (SELECT 1 FROM stage_changes c WHERE c.application_id = a.id)
"""

STATES = (
    ImpossibleState(
        "unreachable_stage",
        "An application moved to a stage that cannot follow the one before.",
        "Every move is judged by the table of the strand's pipeline, in the version the application follows.",
        "application",
        UNREACHABLE,
    ),
    ImpossibleState(
        "broken_way",
        "The dated moves of an application do not follow on from each other, or do not end where it stands.",
        "One line of code sets a stage, and writes the dated move with it.",
        "application",
        UNCHAINED,
    ),
    ImpossibleState(
        "moved_without_trace",
        "An application has left its draft without a dated move.",
        "One line of code sets a stage, and writes the dated move with it.",
        "application",
        WITHOUT_CHANGE,
    ),
)
