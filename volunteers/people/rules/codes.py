"""One-time codes: those sent by e-mail, and those of an authenticator app."""

import hashlib
import hmac
from datetime import datetime, timedelta

import pyotp

# Numbers after the GOV.UK and OWASP advice on one-time codes: short-lived, few tries, each used once.
DIGITS = 6
CODE_LASTS = timedelta(minutes=15)
TRIES = 5
STEP_SECONDS = 30
STEPS_AROUND = (0, -1, 1)  # a telephone's clock may be half a minute off


def code_digest(code: str, *, email: str, key: bytes) -> str:
    """What is stored of an e-mailed code. Six digits are soon guessed from a plain digest, so it is keyed."""
    return hmac.new(key, f"sign-in code\n{email}\n{code}".encode(), hashlib.sha256).hexdigest()


def is_code(code: str, digest: str, *, email: str, key: bytes) -> bool:
    """Whether this is the code sent to that address, in the same time whatever is wrong with it."""
    return hmac.compare_digest(code_digest(code, email=email, key=key), digest)


def digits_of(typed: str) -> str:
    """The digits of a code however it was typed or pasted: spaces and dashes do not matter."""
    return "".join(letter for letter in typed if letter.isdecimal() and letter.isascii())


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The half-minute an authenticator's code belongs to, of this one and those beside it (RFC 6238, 5.2); or None."""
    now = int(at.timestamp()) // STEP_SECONDS
    authenticator = pyotp.TOTP(secret)
    matching = [
        now + away for away in STEPS_AROUND if hmac.compare_digest(authenticator.generate_otp(now + away), code)
    ]
    return matching[0] if matching else None
