"""How many hours a year of one officer volunteers' hours are divided by, to say how many officers they come to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OfficerHours:
    """The hours a year of one officer from a day on, until the next; ``confirm`` where the force must confirm it."""

    from_on: date
    hours_a_year: int
    source: str = ""
    confirm: bool = False
