"""What stands in a JSON file, taken out by name and kind; every fault names the field it is at."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NoReturn

from volunteers import clock

LARGEST = 64 * 1024 * 1024  # characters of a file
MOST = 1_000_000  # of anything that is counted: more is a slip of the hand, and no hour of it would be worked
LONG_NUMBER = 20  # digits; longer ones are read as decimals, so that nobody has to wait for them
SHOWN = 40  # characters of a wrong value that a message shows
YEARS = range(1900, 10_000)
DAY = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
REPEATED = object()  # where an object remembers a key that it has twice


class ProblemFault(Exception):
    """A problem that cannot be read: the field at fault, and what is wrong with it, in one line."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(f"{field}: {words}")
        self.field, self.words = field, words


@dataclass(frozen=True, slots=True)
class Value:
    """Something in the file and where it is, as ``duties[3].posts[0]``. Each method raises ``ProblemFault``."""

    found: Any
    field: str

    def at(self, key: str) -> "Value":
        """What an object has under a key that it must have."""
        found = self._object()
        inner = Value(found.get(key), f"{self.field}.{key}" if self.field else key)
        if key not in found:
            inner.refuse("is missing")
        return inner

    def may(self, key: str) -> "Value | None":
        """What an object has under a key that it may leave out; null is as good as left out."""
        return self.at(key) if self._object().get(key) is not None else None

    def each(self) -> Iterator["Value"]:
        """The parts of a list."""
        if not isinstance(self.found, list):
            self.refuse(f"must be a list, not {_shown(self.found)}")
        for index, part in enumerate(self.found):
            yield Value(part, f"{self.field}[{index}]")

    def text(self) -> str:
        """A text that says something."""
        if not isinstance(self.found, str) or not self.found:
            self.refuse(f"must be a text, not {_shown(self.found)}")
        return str(self.found)

    def yes_or_no(self) -> bool:
        """True or false."""
        if not isinstance(self.found, bool):
            self.refuse(f"must be true or false, not {_shown(self.found)}")
        return bool(self.found)

    def number(self, least: float = 0, most: float = MOST) -> float:
        """A number within limits."""
        found = self.found
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            self.refuse(f"must be a number, not {_shown(found)}")
        if not least <= found <= most:
            self.refuse(f"must be from {least:,} to {most:,}, not {_shown(found)}")
        return float(found)

    def whole(self, least: int = 0, most: int = MOST) -> int:
        """A whole number within limits."""
        found = self.number(least, most)
        if not found.is_integer():
            self.refuse(f"must be a whole number, not {_shown(self.found)}")
        return int(found)

    def day(self) -> date:
        """A date."""
        found = _day(self.found) if isinstance(self.found, str) else None
        if found is None:
            self.refuse(f"must be a date such as 2026-12-01, not {_shown(self.found)}")
        return found

    def moment(self) -> datetime:
        """A time of London, in UTC."""
        if not isinstance(self.found, str):
            self.refuse(f"must be a time such as 2026-12-01T18:00, not {_shown(self.found)}")
        found = _moment(self.found)
        if isinstance(found, str):
            self.refuse(f"{_shown(self.found)} {found}")
        return found

    def refuse(self, words: str) -> NoReturn:
        """Say what is wrong here."""
        raise ProblemFault(self.field or "problem", words)

    def _object(self) -> dict[Any, Any]:
        if not isinstance(self.found, dict):
            self.refuse(f"must be an object, not {_shown(self.found)}")
        found: dict[Any, Any] = self.found
        if REPEATED in found:
            key = found[REPEATED]
            self.refuse(f"has the key {_shown(key)} twice")
        return found


def read_json(text: str) -> Value:
    """The whole of a file; raises ``ProblemFault`` when it is no JSON."""
    if len(text) > LARGEST:
        raise ProblemFault("problem", f"is larger than {LARGEST // 1024**2} MB")
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_int=_whole)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise ProblemFault("problem", f"is not JSON: {fault.msg} at {where}") from None
    except RecursionError:
        raise ProblemFault("problem", "has lists or objects inside each other too deeply") from None
    return Value(found, "")


def _object(pairs: list[tuple[str, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        found[REPEATED] = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return found


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONG_NUMBER else float(digits)


def _shown(found: Any) -> str:
    """A value as JSON in one line, cut short; for lists and objects only that they are one."""
    if isinstance(found, list | dict):
        return "a list" if isinstance(found, list) else "an object"
    text = json.dumps(found)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


@lru_cache(maxsize=10_000)
def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def _moment(text: str) -> datetime | str:
    """The moment, or what is wrong with it."""
    found = MOMENT.fullmatch(text)
    try:
        wall = datetime.fromisoformat(found[1]) if found else None
    except ValueError:
        wall = None
    if found is None or wall is None or wall.year not in YEARS:
        return "is not a time such as 2026-12-01T18:00"
    if not clock.exists_in_london(wall):
        return "is a time that London leaves out when the clocks go forward"
    if found[2] is None:
        return clock.from_london(wall)
    given = _offset(found[2])
    for is_second in (False, True):
        at = clock.from_london(wall, second_time=is_second)
        if wall.replace(tzinfo=UTC) - at == given:
            return at
    return "has an offset that London does not have at that time"


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return -ahead if text[0] == "-" else ahead
