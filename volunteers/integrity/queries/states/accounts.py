"""Impossible accounts, rights and decisions."""

from volunteers.integrity.rules import ImpossibleState

NO_FACTOR = """
SELECT DISTINCT a.id FROM accounts a JOIN role_grants g ON g.account_id = a.id
WHERE a.totp_secret IS NULL AND a.disabled_at IS NULL AND g.role = ANY(:staff_roles)
"""
# An operator at the machine makes the first administrators; every other such role has two people in the history.
BY_ONE = """
SELECT g.id FROM role_grants g
WHERE g.role = ANY(:two_person_roles)
  AND NOT EXISTS (
      SELECT 1 FROM history_entries h
      WHERE h.subject = 'account' AND h.subject_id = g.account_id AND h.act = 'staff_account_created'
        AND h.by_account_id IS NULL)
  AND NOT EXISTS (
      SELECT 1 FROM history_entries h
      WHERE h.subject = 'account' AND h.subject_id = g.account_id AND h.act = 'role_granted'
        AND h.details ->> 'role' = g.role AND h.details ->> 'strand' IS NOT DISTINCT FROM g.strand
        AND h.details ->> 'area' IS NOT DISTINCT FROM g.area
        AND CAST(h.details ->> 'asked_by_account_id' AS int) <> h.by_account_id)
"""
DISABLED = """
SELECT s.id FROM sign_ins s JOIN accounts a ON a.id = s.account_id
WHERE a.disabled_at IS NOT NULL AND s.ended_at IS NULL AND s.expires_at > :now
"""

STATES = (
    ImpossibleState(
        "no_second_factor",
        "A staff account that is open has no second factor.",
        "A staff account is made with the secret of an authenticator app, in one transaction.",
        "account",
        NO_FACTOR,
    ),
    ImpossibleState(
        "role_given_by_one",
        "A role that takes two administrators is held, but the history does not show that two gave it.",
        "Whoever vets, audits or administers is asked for by one administrator and agreed to by another.",
        "role",
        BY_ONE,
    ),
    ImpossibleState(
        "disabled_but_signed_in",
        "A disabled account is still signed in somewhere.",
        "Disabling an account ends its sign-ins in the same transaction.",
        "sign-in",
        DISABLED,
    ),
    ImpossibleState(
        "history_broken",
        "An entry of the history was changed, removed or slipped in, among the latest ten thousand.",
        "Each entry carries a seal made from what it says and from the seal before it.",
        "history entry",
    ),
)
