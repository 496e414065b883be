"""What a force says of SpeedWatch sessions: thresholds, hours, the hand-over, and what the police do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class EscalationStep:
    """One thing the police do about a vehicle that was reported, such as a first letter."""

    code: str
    name: str


@dataclass(frozen=True)
class SpeedWatch:
    """How sessions are judged and handed over. ``thresholds`` are the lowest speed noted, by the limit, in mph."""

    thresholds: Mapping[int, int] = field(default_factory=lambda: {20: 24, 30: 35, 40: 46}, hash=False)
    highest_speed: int = 140
    earliest: time = time(7)
    latest: time = time(22)
    hand_over_hours: int = 48
    erase_days: int = 28
    steps: tuple[EscalationStep, ...] = (
        EscalationStep("first_letter", "First letter"),
        EscalationStep("second_letter", "Second letter"),
        EscalationStep("visit", "Visit by an officer"),
    )
