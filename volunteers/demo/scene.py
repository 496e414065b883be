"""What every part of the demonstration works with: the day, the seed, the places, the staff and what is remembered."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any

from volunteers.demo.sheets import Sheets
from volunteers.forces.rules import Force
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import FIRST_SEAL, Fact, seal_of


@dataclass(frozen=True)
class Deed:
    """Something someone did, for the history."""

    at: datetime
    subject: str
    subject_id: int
    act: str
    by: int | None
    details: dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """One making of the demonstration. Everything in it follows from the seed and the day, and from nothing else."""

    sheets: Sheets
    force: Force
    seed: int
    today: date
    units: dict[str, list[int]]
    staff: dict[str, int]
    remembered_from: datetime | None = None
    deeds: list[Deed] = field(default_factory=list)

    def chance(self, part: str) -> Random:
        """The part's own source of chance, so that a change to one part leaves the others as they were."""
        return Random(f"{self.seed}/{part}")

    def note(self, at: datetime, act: str, subject: str, subject_id: int, *, by: int | None, **details: Any) -> None:
        """Keep an act for the history, in the words the services use for it; what is long past was not kept."""
        if self.remembered_from is not None and at >= self.remembered_from:
            self.deeds.append(Deed(at, subject, subject_id, act, by, details))

    def remember(self) -> None:
        """Seal what was noted into an empty history, oldest first."""
        seal = FIRST_SEAL
        deeds = sorted(self.deeds, key=lambda deed: (deed.at, deed.subject, deed.subject_id, deed.act))
        for number, deed in enumerate(deeds, 1):
            fact = Fact(number, deed.at, deed.by, deed.act, deed.subject, deed.subject_id, deed.details)
            before, seal = seal, seal_of(fact, seal)
            self.sheets.add(
                HistoryEntry, id=number, at=deed.at, by_account_id=deed.by, act=deed.act, subject=deed.subject,
                subject_id=deed.subject_id, details=deed.details, previous_seal=before, seal=seal,
            )  # fmt: skip
