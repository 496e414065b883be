"""How dates, times, numbers and hours are written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from volunteers.web import filters

BEFORE_THE_CLOCKS_GO_BACK = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
AFTER = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
LATE_ON_A_SUMMER_EVENING = datetime(2026, 6, 30, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("day", date(2026, 10, 5), "5 October 2026"),
        ("day", LATE_ON_A_SUMMER_EVENING, "1 July 2026"),
        ("day", None, ""),
        ("short_day", date(2026, 10, 25), "Sun 25 Oct"),
        ("short_day", LATE_ON_A_SUMMER_EVENING, "Wed 1 Jul"),
        ("month", date(2026, 10, 1), "October 2026"),
        ("short_month", date(2026, 10, 1), "Oct 2026"),
        ("time", BEFORE_THE_CLOCKS_GO_BACK, "1:30am"),
        ("time", AFTER, "1:30am"),
        ("time", datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "12pm"),
        ("time", datetime(2026, 1, 1, 0, 0, tzinfo=UTC), "12am"),
        ("time", LATE_ON_A_SUMMER_EVENING, "12:15am"),
        ("moment", BEFORE_THE_CLOCKS_GO_BACK, "25 October 2026 at 1:30am"),
        ("moment", None, ""),
        ("number", 12345, "12,345"),
        ("number", 0, "0"),
        ("number", Decimal("7.50"), "7.5"),
        ("number", 10.0, "10"),
        ("number", None, ""),
        ("hours", 540, "9 hours"),
        ("hours", 450, "7 hours 30 minutes"),
        ("hours", 61, "1 hour 1 minute"),
        ("hours", 45, "45 minutes"),
        ("hours", 0, "0 hours"),
        ("hours", None, "0 hours"),
    ],
)
def test_it_is_written_as_the_style_guide_says(name: str, value: Any, words: str) -> None:
    assert getattr(filters, name)(value) == words


@pytest.mark.parametrize(
    ("count", "forms", "words"),
    [(1, ("place",), "1 place"), (2, ("place",), "2 places"), (0, ("person", "people"), "0 people")],
)
def test_things_are_counted_in_words(count: int, forms: tuple[str, ...], words: str) -> None:
    assert filters.counted(count, *forms) == words
