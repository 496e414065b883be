"""The sheet of a session: the vehicles written down at the roadside, read row by row as they were typed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import time
from typing import Any

from volunteers.speedwatch.rules.registrations import meant, read_registration

CLOCK = re.compile(r"(\d{1,2})[:.]?(\d{2})\s*(am|pm)?", re.IGNORECASE)
WHOLE = re.compile(r"\d{1,4}")
ROWS_AT_FIRST, ROWS_MORE, MOST_ROWS = 10, 10, 300
LONGEST_WORD = 40


@dataclass(frozen=True)
class TypedRow:
    """One row as it was typed."""

    at: str = ""
    registration: str = ""
    make: str = ""
    colour: str = ""
    speed: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())


@dataclass(frozen=True)
class Vehicle:
    """One row as it is kept: the time on a London clock, the speed in mph."""

    at: time
    registration: str
    make: str
    colour: str
    speed: int


@dataclass(frozen=True)
class Bounds:
    """What a row of this session can say: times it stood, lowest and highest speed."""

    stood_from: time
    stood_until: time
    threshold: int
    highest: int


@dataclass(frozen=True)
class Draft:
    """A return as far as it was written, exactly as typed; ``values`` are its fields, ``rows`` those of the sheet."""

    values: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[TypedRow, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        return {"values": dict(self.values), "rows": [asdict(row) for row in self.rows]}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Draft":
        return cls(dict(plain["values"]), tuple(TypedRow(**row) for row in plain["rows"]))


Faults = dict[tuple[int, str], str]


def read_sheet(rows: Sequence[TypedRow], bounds: Bounds) -> tuple[list[Vehicle], Faults]:
    """The vehicles of a sheet, and what is wrong by row (counted from 0) and column; empty rows are passed over."""
    vehicles: list[Vehicle] = []
    faults: Faults = {}
    for number, row in enumerate(rows):
        if row.is_empty:
            continue
        found, wrong = _read_row(row, bounds)
        faults.update({(number, column): words for column, words in wrong.items()})
        if found is not None:
            vehicles.append(found)
    return vehicles, faults


def read_time(typed: str) -> time | None:
    """A time of day such as 10:42, 1042 or 2.15pm; None for what is none."""
    found = CLOCK.fullmatch(typed.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _read_row(row: TypedRow, bounds: Bounds) -> tuple[Vehicle | None, dict[str, str]]:
    at, speed = read_time(row.at), int(row.speed) if WHOLE.fullmatch(row.speed) else None
    plate = read_registration(row.registration)
    judged = {
        "at": _of_time(row.at, at, bounds),
        "registration": "" if plate else _of_registration(row.registration),
        "make": _of_word(row.make, "the make"),
        "colour": _of_word(row.colour, "the colour"),
        "speed": _of_speed(speed, bounds),
    }
    wrong = {column: words for column, words in judged.items() if words}
    if wrong or at is None or plate is None or speed is None:
        return None, wrong
    return Vehicle(at, plate, row.make, row.colour, speed), {}


def _of_time(typed: str, at: time | None, bounds: Bounds) -> str:
    if at is None:
        return "Enter the time, like 10:42." if not typed else f"“{typed}” is no time. Enter it like 10:42."
    if not bounds.stood_from <= at <= bounds.stood_until:
        stood = f"{bounds.stood_from:%H:%M} to {bounds.stood_until:%H:%M}"
        return f"{at:%H:%M} is outside the session, which stood from {stood}."
    return ""


def _of_registration(typed: str) -> str:
    if not typed:
        return "Enter the registration, or leave the vehicle out if nobody could read it."
    offered = " or ".join(meant(typed))
    return "No vehicle can have this registration." + (f" Did you mean {offered}?" if offered else "")


def _of_word(typed: str, what: str) -> str:
    if not typed:
        return f"Enter {what}."
    return f"Shorten {what} to {LONGEST_WORD} letters." if len(typed) > LONGEST_WORD else ""


def _of_speed(speed: int | None, bounds: Bounds) -> str:
    if speed is None:
        return "Enter the speed in mph, in numbers."
    if speed < bounds.threshold:
        return f"{speed} is below the threshold of {bounds.threshold} mph. Leave this vehicle out."
    return f"{speed} is above {bounds.highest} mph. Check it." if speed > bounds.highest else ""
