"""Impossible claims: approved by their claimant, or a batch that is not what it was made of."""

from volunteers.integrity.rules import ImpossibleState

BY_ONESELF = """
SELECT c.id FROM expense_claims c JOIN volunteers v ON v.id = c.volunteer_id
WHERE c.decided_by_id IN (v.account_id, c.account_id)
"""
NOT_ITS_SUM = """
SELECT b.id FROM expense_batches b
LEFT JOIN expense_batch_lines l ON l.batch_id = b.id
LEFT JOIN expense_claims c ON c.id = l.claim_id
GROUP BY b.id, b.pence, b.claims
HAVING count(l.id) <> b.claims OR coalesce(sum(l.pence), 0) <> b.pence
    OR coalesce(sum(c.approved_pence), 0) <> b.pence
"""

STATES = (
    ImpossibleState(
        "claim_by_oneself",
        "A claim was approved or refused by the volunteer who made it.",
        "Deciding on one's own claim is refused, and a constraint of the database stands behind that.",
        "claim",
        BY_ONESELF,
    ),
    ImpossibleState(
        "batch_not_its_sum",
        "A batch of claims does not come to what its claims were approved for.",
        "A batch is made of approved claims in one transaction, and neither it nor they change afterwards.",
        "batch",
        NOT_ITS_SUM,
    ),
)
