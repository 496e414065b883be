"""Passwords, kept as Argon2id hashes at OWASP's floor: 19 MiB, two passes, one lane."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked when nobody has that address, so that finding out costs the same time as a wrong password.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$Rjz3QxMjKM+72Jx4jKHxMg$rYnRWeBXEwjuH9o3n3qEHiRWgt7iJjkQIsEcFKl30U8"


def hash_of(password: str) -> str:
    """What is stored of a password."""
    return HASHER.hash(password)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether the password is the one hashed; without a hash the same work is done, and the answer is no."""
    try:
        HASHER.verify(hashed or NOBODYS, password)
    except VerificationError:
        return False
    return hashed is not None


def is_out_of_date(hashed: str) -> bool:
    """Whether a hash was made with less work than asked for now."""
    return HASHER.check_needs_rehash(hashed)
