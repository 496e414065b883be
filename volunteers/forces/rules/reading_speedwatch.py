"""Reading the part of a force file that says how SpeedWatch sessions are judged and handed over."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from volunteers.forces.rules.reader import CODE, Reader
from volunteers.forces.rules.speedwatch import EscalationStep, SpeedWatch

LIMITS = (20, 30, 40)
NUMBERS = ("highest_speed", "hand_over_hours", "erase_days")
HOURS = ("earliest", "latest")
KEYS = ("thresholds", *NUMBERS, *HOURS, "steps")
VALUE = ("value", "source", "confirm")


def speedwatch_from(reader: Reader, content: Mapping[str, Any]) -> SpeedWatch:
    """How sessions are judged and handed over; whatever is wrong is a fault of the reader."""
    table = reader.table("", content, "speedwatch", KEYS)
    if not table:
        return SpeedWatch()
    highest, within, days = (reader.number("speedwatch", table, key, int) for key in NUMBERS)
    earliest, latest = (_hour(reader, table, key) for key in HOURS)
    if latest <= earliest:
        reader.fault("speedwatch", "latest", "must be later than speedwatch.earliest")
    return SpeedWatch(
        thresholds=_thresholds(reader, table, highest), highest_speed=highest, earliest=earliest, latest=latest,
        hand_over_hours=within, erase_days=days, steps=_steps(reader, table),
    )  # fmt: skip


def _thresholds(reader: Reader, table: Mapping[str, Any], highest: int) -> dict[int, int]:
    path = "speedwatch.thresholds"
    rows = reader.table("speedwatch", table, "thresholds", [f"mph_{limit}" for limit in LIMITS])
    found = {limit: reader.number(path, rows, f"mph_{limit}", int) for limit in LIMITS} if rows else {}
    for limit, threshold in found.items():
        if threshold and not limit < threshold < highest:
            reader.fault(path, f"mph_{limit}", f"must be above {limit} and below speedwatch.highest_speed")
    return found or dict.fromkeys(LIMITS, 0)


def _hour(reader: Reader, table: Mapping[str, Any], key: str) -> time:
    path, row = f"speedwatch.{key}", reader.table("speedwatch", table, key, VALUE)
    if not row:
        return time(0)
    reader.provenance(path, row)
    value = row.get("value")
    if type(value) is time:
        return value
    reader.fault(path, "value", f"must be a time of day such as 07:00:00, not {value!r}")
    return time(0)


def _steps(reader: Reader, table: Mapping[str, Any]) -> tuple[EscalationStep, ...]:
    known = ("code", "name", "source", "confirm")
    found = []
    for key, row in reader.rows("speedwatch", table, "steps", known, unique="code"):
        reader.provenance(key, row)
        found.append(EscalationStep(reader.text(key, row, "code", CODE), reader.text(key, row, "name")))
    return tuple(found)
