"""Reading the part of a force file that says how Farm Watch is run."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from volunteers.forces.rules.farm_watch import FarmWatch
from volunteers.forces.rules.reader import Reader

KEY = "farm_watch"
NAMES = tuple(each.name for each in fields(FarmWatch))


def farm_watch_from(reader: Reader, content: Mapping[str, Any]) -> FarmWatch:
    """The values of Farm Watch; whatever is wrong is a fault of the reader."""
    if not (table := reader.table("", content, KEY, NAMES)):
        return FarmWatch(0, 0, 0, 0, 0)
    found = FarmWatch(**{name: reader.number(KEY, table, name, int) for name in NAMES})
    if found.alert_days > found.most_alert_days:
        reader.fault(KEY, "alert_days", f"is more than most_alert_days, which is {found.most_alert_days}")
    return found
