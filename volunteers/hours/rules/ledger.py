"""The arithmetic of the ledger: entries are only ever added, so a change is entered as its difference."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from volunteers.strands.rules import HoursKind


class HoursStep(StrEnum):
    """What a number of minutes is; what counts is booked, claimed and adjusted together."""

    BOOKED = "booked"
    CLAIMED = "claimed"
    ADJUSTED = "adjusted"
    CERTIFIED = "certified"

    @property
    def counts(self) -> bool:
        return self is not HoursStep.CERTIFIED


class HoursBasis(StrEnum):
    """Whose time it was. Source: domain.md 1.8, hours an employer gives are told apart from a volunteer's own."""

    OWN_TIME = "own_time"
    EMPLOYER = "employer"

    @property
    def label(self) -> str:
        return {"own_time": "Own time", "employer": "Employer-supported"}[self.value]


class Place(NamedTuple):
    """Where minutes of a stint stand: the month it began in, what they count as, and whose time they were."""

    month: date
    kind: HoursKind
    basis: HoursBasis


Sums = dict[tuple[Place, HoursStep], int]


def by_step(sums: Mapping[tuple[Place, HoursStep], int]) -> dict[HoursStep, int]:
    """The minutes of each step, wherever they stand."""
    found: Counter[HoursStep] = Counter()
    for (_, step), minutes in sums.items():
        found[step] += minutes
    return {step: found[step] for step in HoursStep}


def at_place(place: Place, steps: Mapping[HoursStep, int]) -> Sums:
    """These minutes of each step, all of them at one place."""
    return {(place, step): minutes for step, minutes in steps.items() if minutes}


def differences(standing: Mapping[tuple[Place, HoursStep], int], wanted: Mapping[tuple[Place, HoursStep], int]) -> Sums:
    """What has to be entered so that what stands becomes what is wanted; nothing where they are the same."""
    every = dict.fromkeys([*standing, *wanted])
    changed = {each: wanted.get(each, 0) - standing.get(each, 0) for each in every}
    return {each: minutes for each, minutes in changed.items() if minutes}
