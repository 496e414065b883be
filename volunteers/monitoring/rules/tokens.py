"""Names for rows that only the holder of the sealing key can give: no list says whose row is whose.

A token is HMAC-SHA256 of an application's number under a key of its own, derived from the sealing key. Each table has
its own key, so that a row cannot be followed from the one to the other.
"""

import hmac
from collections.abc import Iterable

# One label a table, and one for what is sealed: a key serves one end only.
INTAKE = b"volunteers.monitoring.intake.token"
COUNTED = b"volunteers.monitoring.counted.token"
SEALED = b"volunteers.monitoring.sealed"


def key_for(label: bytes, sealing_key: bytes) -> bytes:
    """A key of 32 bytes for one end, from which neither the sealing key nor another can be found."""
    return hmac.digest(sealing_key, label, "sha256")


def token_of(label: bytes, application_id: int, sealing_key: bytes) -> bytes:
    """The name of an application's row in the table of that label."""
    return hmac.digest(key_for(label, sealing_key), f"application {application_id}".encode(), "sha256")


def applications_by_token(label: bytes, application_ids: Iterable[int], sealing_key: bytes) -> dict[bytes, int]:
    """Which application each row of the table of that label would be of, for all of these at once."""
    key = key_for(label, sealing_key)
    return {hmac.digest(key, f"application {each}".encode(), "sha256"): each for each in application_ids}
