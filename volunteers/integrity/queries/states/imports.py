"""What is left of spreadsheets that were brought in."""

from volunteers.integrity.rules import ImpossibleState

# A day's grace: the erasing runs once a day. What has come in, or was given up, needs its file no longer.
KEPT = """
SELECT i.id FROM imports i
WHERE (i.made_at < :imports_before AND (
        EXISTS (SELECT 1 FROM import_contents c WHERE c.import_id = i.id)
        OR EXISTS (SELECT 1 FROM import_problems p WHERE p.import_id = i.id)))
   OR (i.state IN ('applied', 'undone', 'stopped', 'dropped')
       AND EXISTS (SELECT 1 FROM import_contents c WHERE c.import_id = i.id))
"""
UNSEEN = """
SELECT i.id FROM imports i
WHERE i.applied_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM history_entries h
    WHERE h.subject = 'import' AND h.subject_id = i.id AND h.act = 'import_applied'
      AND h.details ->> 'sha256' = i.sha256)
   OR i.applied_at IS NULL AND EXISTS (SELECT 1 FROM import_records r WHERE r.import_id = i.id)
"""

STATES = (
    ImpossibleState(
        "import_kept",
        "A spreadsheet, or the list of its problems, is kept longer than promised.",
        "The file is erased when it is brought in or given up, and all that is left of it after 30 days.",
        "import",
        KEPT,
    ),
    ImpossibleState(
        "import_unseen",
        "A spreadsheet was brought in and the history does not say so, or rows came of one that was not.",
        "The rows, the state and the history entry with the file's fingerprint are written in one transaction.",
        "import",
        UNSEEN,
    ),
)
