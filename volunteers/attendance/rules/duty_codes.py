"""The secret in the QR code of a duty: its number, signed, so that nobody finds duties by counting."""

import hmac
from hashlib import sha256

PURPOSE = b"book on to a duty:"
LENGTH = 20
LONGEST_NUMBER = 10


def duty_token(duty_id: int, *, key: bytes) -> str:
    """What stands at the end of the address that the code opens."""
    return f"{duty_id}.{_signature(str(duty_id), key)}"


def read_duty_token(token: str, *, key: bytes) -> int | None:
    """The duty; None for any that was not made here."""
    said, _, signature = token.partition(".")
    is_ours = hmac.compare_digest(_signature(said, key).encode(), signature.encode())
    return int(said) if is_ours and said.isascii() and said.isdigit() and len(said) <= LONGEST_NUMBER else None


def whose(account_id: int, *, key: bytes) -> str:
    """A mark that tells a telephone whether what it kept is of whoever is signed in now; it names nobody."""
    return hmac.new(key, b"whose presses:" + str(account_id).encode(), sha256).hexdigest()[:LENGTH]


def _signature(said: str, key: bytes) -> str:
    return hmac.new(key, PURPOSE + said.encode(), sha256).hexdigest()[:LENGTH]
