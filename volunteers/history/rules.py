"""How an entry of the history is sealed to the one before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST_SEAL = "0" * 64


@dataclass(frozen=True)
class Fact:
    """What an entry says, without its seals."""

    id: int
    at: datetime
    by_account_id: int | None
    act: str
    subject: str
    subject_id: int
    details: dict[str, Any]


def seal_of(fact: Fact, previous: str) -> str:
    """SHA-256 over the seal before it and everything the entry says, in one fixed spelling."""
    said = [
        previous, fact.id, fact.at.astimezone(UTC).isoformat(), fact.by_account_id, fact.act, fact.subject,
        fact.subject_id, fact.details,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def in_groups(seal: str) -> str:
    """A seal as it is read aloud or compared by eye: groups of four."""
    return " ".join(seal[start : start + 4] for start in range(0, len(seal), 4))


def first_broken(chain: Iterable[tuple[Fact, str, str]]) -> int | None:
    """The id of the first entry that is not what was sealed, given (fact, previous seal, seal) in order; or None."""
    previous, number = FIRST_SEAL, 1
    for fact, claimed_previous, claimed_seal in chain:
        if fact.id != number or claimed_previous != previous or seal_of(fact, previous) != claimed_seal:
            return number
        previous, number = claimed_seal, number + 1
    return None
