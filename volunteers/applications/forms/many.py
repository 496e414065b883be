"""A question with several items, such as addresses: what is asked of all of them together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Items = Sequence[Mapping[str, Any]]
Judge = Callable[[Items, date, Mapping[str, Any]], list[str]]
"""Items, today, and every answer so far, in; sentences out. Among the answers ``ACCOUNT`` holds the person's ``email``,
empty where there is none.
"""
ACCOUNT = "account"


def _nothing(_items: Items, _today: date, _answers: Mapping[str, Any]) -> list[str]:
    return []


@dataclass(frozen=True)
class Many:
    """``noun`` and ``plural`` name an item; ``summary`` says one in a line.

    ``faults`` say why the person cannot go on, ``flags`` what will be looked at without standing in the way.
    ``offers`` asks whether there is one at all, where there need be none; ``add`` asks for another.
    """

    noun: str
    plural: str
    summary: Callable[[Mapping[str, Any]], str]
    least: int = 1
    most: int = 20
    faults: Judge = _nothing
    flags: Judge = _nothing
    offers: str = ""
    explains: str = ""

    def add(self, count: int) -> str:
        """What is asked below so many items."""
        if count == 0 and self.offers:
            return self.offers
        article = "an" if self.noun[0] in "aeiou" else "a"
        return f"Do you need to add {'another' if count else article} {self.noun}?"

    def faults_of(self, items: Items, today: date, answers: Mapping[str, Any]) -> list[str]:
        """Why these items are not enough, in the applicant's words; empty when they are."""
        if len(items) < self.least:
            short = self.least - len(items)
            return [f"Add {short} more {self.noun if short == 1 else self.plural}."]
        return self.faults(items, today, answers)
