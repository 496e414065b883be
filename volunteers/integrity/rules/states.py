"""What an impossible state is, and how it stands after a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_IDS = 50  # numbers kept of what was found; the count says how many there are


@dataclass(frozen=True)
class ImpossibleState:
    """Something that no row should ever be found in.

    ``means`` says in words what was found, ``why`` what makes it impossible. ``subject`` is what the numbers are of.
    ``sql`` gives one column ``id`` and takes the values of ``queries.given``; where it is empty, the service judges by
    the rules of the rooms. What has no number, or must not be pointed at, is counted only.
    """

    code: str
    means: str
    why: str
    subject: str
    sql: str = ""
    shows_ids: bool = True


@dataclass(frozen=True)
class Found:
    """How many, and the first of their numbers."""

    count: int
    ids: tuple[int, ...] = ()


class State(StrEnum):
    """How one impossible state stands after a look."""

    CLEAN = "clean"
    FOUND = "found"
    NOT_LOOKED = "not_looked"

    @property
    def words(self) -> str:
        return {"clean": "Nothing found", "found": "Found", "not_looked": "Could not be looked for"}[self]

    @property
    def tone(self) -> str:
        """The colour only repeats the words."""
        return {"clean": "good", "found": "poor", "not_looked": "waiting"}[self]


def state_of(count: int | None) -> State:
    """The state by what was counted; None where the look itself failed."""
    if count is None:
        return State.NOT_LOOKED
    return State.FOUND if count else State.CLEAN


def worsened(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> list[str]:
    """The codes of which more was found than in the look before, or that can no longer be looked for: the news."""
    return [
        code
        for code, count in now.items()
        if (count is None and before.get(code, 0) is not None) or (count or 0) > (before.get(code) or 0)
    ]
