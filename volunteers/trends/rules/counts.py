"""Numbers of people, as exact figures for those who may open the records, and guarded for all others.

Two types, so that a page for others cannot show an exact figure by mistake: a guarded count of few people does not hold
its value at all. It hides single cells; what can be worked out from several cells together is not its concern.
"""

from dataclasses import dataclass
from typing import Protocol

# A percentage of fewer people than this says more of chance, and of persons, than of the process.
SMALLEST_BASE = 23


class Count(Protocol):
    """A number of people or things that can be written, and drawn if it is known."""

    @property
    def known(self) -> int | None: ...

    @property
    def words(self) -> str: ...


@dataclass(frozen=True)
class ExactCount:
    """The number itself."""

    value: int

    @property
    def known(self) -> int | None:
        return self.value

    @property
    def words(self) -> str:
        return f"{self.value:,}"


@dataclass(frozen=True)
class GuardedCount:
    """The number, or no more than that it is smaller than ``fewest``."""

    known: int | None
    fewest: int

    @property
    def words(self) -> str:
        return f"fewer than {self.fewest}" if self.known is None else f"{self.known:,}"


@dataclass(frozen=True)
class Counting:
    """How counts are shown to one viewer: exact, or guarded below ``fewest``."""

    is_exact: bool
    fewest: int

    def people(self, value: int) -> Count:
        """A number of people."""
        if self.is_exact:
            return ExactCount(value)
        return GuardedCount(None if value < self.fewest else value, self.fewest)

    def share(self, part: Count, whole: Count) -> str:
        """A percentage in words, or nothing where it would say too much or too little."""
        if part.known is None or not whole.known or (not self.is_exact and whole.known < SMALLEST_BASE):
            return ""
        return f"{100 * part.known / whole.known:.0f}%"
