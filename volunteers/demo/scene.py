"""What every part of the demonstration works with: the day, the seed, the places and the staff."""

from dataclasses import dataclass
from datetime import date
from random import Random

from volunteers.demo.sheets import Sheets
from volunteers.forces.rules import Force


@dataclass(frozen=True)
class Scene:
    """One making of the demonstration. Everything in it follows from the seed and the day, and from nothing else."""

    sheets: Sheets
    force: Force
    seed: int
    today: date
    units: dict[str, list[int]]
    staff: dict[str, int]

    def chance(self, part: str) -> Random:
        """The part's own source of chance, so that a change to one part leaves the others as they were."""
        return Random(f"{self.seed}/{part}")
