"""Reading the part of a force file that says what an officer's year of hours is, by the day each holds from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from volunteers.forces.rules.officers import OfficerHours
from volunteers.forces.rules.reader import Reader

KEY = "officer_hours"
KNOWN = ("from", "hours_a_year", "source", "confirm")
FEWEST, MOST = 500, 3_000  # outside of this it is a slip of the pen


def officer_hours_from(reader: Reader, content: Mapping[str, Any]) -> tuple[OfficerHours, ...]:
    """The divisors in the order of their days, or none where the file says nothing; faults go to the reader."""
    if KEY not in content:
        return ()
    found = []
    for path, row in reader.rows("", content, KEY, KNOWN, unique="from"):
        reader.provenance(path, row)
        begins, hours = row.get("from"), reader.whole(path, row, "hours_a_year")
        if type(begins) is not date:
            reader.fault(path, "from", f"must be a date such as 2020-04-01, not {begins!r}")
            continue
        if hours and not FEWEST <= hours <= MOST:
            reader.fault(path, "hours_a_year", f"must be from {FEWEST} to {MOST}")
        found.append(OfficerHours(begins, hours, str(row.get("source", "")), row.get("confirm") is True))
    return tuple(sorted(found, key=lambda one: one.from_on))
