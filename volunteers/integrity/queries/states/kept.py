"""What is kept longer than was promised, or nearer to a name."""

from volunteers.integrity.rules import ImpossibleState

# Each has a day's grace: the erasing runs once a day.
DRAFTS = """
SELECT a.id FROM applications a
WHERE a.stage = 'draft' AND a.created_at < :drafts_before
  AND NOT EXISTS (
      SELECT 1 FROM history_entries h
      WHERE h.subject = 'application' AND h.subject_id = a.id AND h.at >= :drafts_before)
"""
TYPED = """
SELECT 0 AS id FROM kept_forms WHERE created_at < :typed_before
UNION ALL SELECT 0 FROM form_receipts WHERE created_at < :receipts_before
"""
INTEREST = "SELECT id FROM interests WHERE last_contact_at < :interest_before"
DOCUMENTS = """
SELECT d.id FROM documents d
JOIN document_contents c ON c.document_id = d.id
JOIN applications a ON a.id = d.application_id
WHERE a.stage IN ('appointed', 'unsuccessful', 'withdrawn') AND a.stage_since < :documents_before
"""
# The two tables of the equality answers have these columns and point at nothing: so they cannot name anyone.
NAMED = """
SELECT c.attnum AS id FROM pg_attribute c
WHERE c.attrelid IN ('equality_intake'::regclass, 'equality_answers'::regclass)
  AND c.attnum > 0 AND NOT c.attisdropped AND c.attname <> ALL(:equality_columns)
UNION ALL
SELECT 0 FROM pg_constraint
WHERE contype = 'f' AND conrelid IN ('equality_intake'::regclass, 'equality_answers'::regclass)
"""

STATES = (
    ImpossibleState(
        "draft_kept",
        "A draft is kept longer than the force says it keeps them, with nothing noted of it since.",
        "Drafts are erased when nobody has come back to them for so long.",
        "application",
        DRAFTS,
    ),
    ImpossibleState(
        "typed_kept",
        "What someone typed and did not send, or the receipt of a form, is kept longer than promised.",
        "Both are erased every night: what was typed after 7 days, receipts after 30.",
        "kept form or receipt",
        TYPED,
        shows_ids=False,
    ),
    ImpossibleState(
        "interest_kept",
        "The address of someone who asked to be told of openings is kept longer than promised.",
        "They are erased every night, so many months after the last contact.",
        "interest",
        INTEREST,
    ),
    ImpossibleState(
        "document_kept",
        "A document is kept longer after the end of its application than the force says.",
        "Its content is erased so many days after what it was for.",
        "document",
        DOCUMENTS,
    ),
    ImpossibleState(
        "equality_named",
        "The tables of equality answers have a column, or point at a table, that could name someone.",
        "They are made without names, accounts, applications and moments.",
        "column",
        NAMED,
    ),
    ImpossibleState(
        "equality_linked",
        "Equality answers can still be traced to applications that ended days ago, of enough people to be mixed.",
        "Every night the link of ended applications is cut, of enough people of a strand at once.",
        "answer",
        shows_ids=False,
    ),
)
