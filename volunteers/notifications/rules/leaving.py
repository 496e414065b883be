"""The secret in the address by which a mail program, or whoever reads the mail, leaves a group of messages.

It holds the account and the group, signed, so that nothing has to be stored for it and each names one of both alone.
"""

import hmac
from hashlib import sha256

from volunteers.notifications.rules.choices import GROUPS

PURPOSE = b"leave a group of messages:"
LONGEST_NUMBER = 10


def leaving_token(account_id: int, group: str, *, key: bytes) -> str:
    """The token by which this account leaves this group."""
    said = f"{account_id}.{group}"
    return f"{said}.{_signature(said, key)}"


def read_token(token: str, *, key: bytes) -> tuple[int, str] | None:
    """The account and the group; None for any that was not made here, in the same time."""
    said, _, signature = token.rpartition(".")
    is_ours = hmac.compare_digest(_signature(said, key).encode(), signature.encode())
    account_id, _, group = said.partition(".")
    is_whole = account_id.isascii() and account_id.isdigit() and len(account_id) <= LONGEST_NUMBER
    return (int(account_id), group) if is_ours and is_whole and group in GROUPS else None


def _signature(said: str, key: bytes) -> str:
    return hmac.new(key, PURPOSE + said.encode(), sha256).hexdigest()
