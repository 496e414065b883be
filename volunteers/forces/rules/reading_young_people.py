"""Reading the parts of a force file that speak of cadet units and of those who learn on patrol."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from volunteers.forces.rules.reader import Reader
from volunteers.forces.rules.young_people import CadetNights, Patrols

VALUE = ("value", "source", "confirm")
MIDNIGHT = time()


def cadet_nights_from(reader: Reader, content: Mapping[str, Any]) -> CadetNights:
    """How the nights of cadet units are kept; whatever is wrong is a fault of the reader."""
    table = reader.table("", content, "cadet_nights", ("latest_end", "form_weeks", "reminder_days"))
    if not table:
        return CadetNights(MIDNIGHT, (), 0)
    weeks = table.get("form_weeks", {})
    if not isinstance(weeks, dict):
        reader.fault("cadet_nights", "form_weeks", f"must be a table with keys, not {weeks!r}")
        weeks = {}
    return CadetNights(
        latest_end=_time(reader, table),
        form_weeks=tuple((kind, reader.number("cadet_nights.form_weeks", weeks, kind, int)) for kind in weeks),
        reminder_days=reader.number("cadet_nights", table, "reminder_days", int),
    )


def patrols_from(reader: Reader, content: Mapping[str, Any]) -> Patrols:
    """How learners are accompanied on patrol."""
    table = reader.table("", content, "patrols", ("learners_a_tutor",))
    return Patrols(reader.number("patrols", table, "learners_a_tutor", int) if table else 0)


def _time(reader: Reader, table: Mapping[str, Any]) -> time:
    path, row = "cadet_nights.latest_end", reader.table("cadet_nights", table, "latest_end", VALUE)
    if not row:
        return MIDNIGHT
    reader.provenance(path, row)
    value = row.get("value")
    if isinstance(value, time):
        return value
    reader.fault(path, "value", f"must be a time of day such as 22:00:00, not {value!r}")
    return MIDNIGHT
