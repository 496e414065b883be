"""Reading the part of a force file that says how Neighbourhood Watch schemes are verified and looked after."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from volunteers.forces.rules.reader import Reader
from volunteers.forces.rules.watch import WatchSchemes

KEY = "neighbourhood_watch"
TIMES = tuple(each.name for each in fields(WatchSchemes))
WATCH_KEYS = ("verification", *TIMES)


def watch_schemes_from(reader: Reader, content: Mapping[str, Any]) -> WatchSchemes:
    """The times in which schemes are looked after; whatever is wrong is a fault of the reader."""
    table = content.get(KEY)
    if not isinstance(table, dict):  # said to be a fault where verification is read
        return WatchSchemes(0, 0, 0, 0)
    return WatchSchemes(**{name: reader.number(KEY, table, name, int) for name in TIMES})
