"""The ways the application says no, without knowing of pages.

A rule answers with refusals, which are values; a service raises ``Refused`` once, with all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Refusal:
    """One thing that stands in the way: what is missing, who can put it right, and from which date it clears."""

    code: str
    message: str
    who: str | None = None
    clears_on: date | None = None


class Refused(Exception):
    """What was asked is not allowed as things stand; nothing was written."""

    def __init__(self, refusals: Iterable[Refusal] | Refusal) -> None:
        self.refusals = (refusals,) if isinstance(refusals, Refusal) else tuple(refusals)
        super().__init__("; ".join(refusal.message for refusal in self.refusals))


class Conflict(Refused):
    """Someone else's act, or the same form with other answers, got there first: HTTP 409."""


class NotFound(Exception):
    """There is no such thing, or it is not for this viewer: the two look the same on purpose."""
