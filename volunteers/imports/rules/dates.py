"""Dates as spreadsheets hold them and people type them. What can be read in two ways is asked, never guessed.

``dateutil`` reads 03/04/2020 in one way and 13/04/2020 in the other without a word, so it is not used to read.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from volunteers.imports.rules.cells import DAY, NUMBER, Cell

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel counts the days from the end of 1899, and on an old Mac from the start of 1904.
EXCEL_DAY_0 = date(1899, 12, 30)
MAC_LATER_BY = timedelta(days=1462)
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
SEPARATED = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
DAY_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*(?:of )?([a-z]{3,9})[-/., ]+(\d{4}|\d{2})")
MONTH_NAME_DAY = re.compile(r"([a-z]{3,9})[-/. ]+(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})")
CLOCK_AFTER = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s?(am|pm|z)?$")
WEEKDAY_BEFORE = re.compile(r"^(mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]*,? ")
SERIAL = re.compile(r"\d{5}(\.\d+)?")
WHOLE = re.compile(r"(\d{4})(\d{2})(\d{2})")


class DateOrder(StrEnum):
    """In which order a column writes the parts of 03/04/2020."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class NotADate(ValueError):
    """Why a cell could not be read as a date, in words that say what to do."""


@dataclass(frozen=True)
class DateEvidence:
    """What a column shows of its order: how many cells can only be day first, only month first, or either."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    example: str = ""

    @property
    def order(self) -> DateOrder | None:
        """The order that the column itself proves; None where it proves none, or both."""
        if self.day_first and not self.month_first:
            return DateOrder.DAY_FIRST
        return DateOrder.MONTH_FIRST if self.month_first and not self.day_first else None

    @property
    def must_be_asked(self) -> bool:
        """Whether something in the column is read differently in one order and in the other."""
        return self.order is None and self.either > 0


def evidence_of(cells: Iterable[Cell]) -> DateEvidence:
    """What the cells of a column show of its order."""
    seen: Counter[str] = Counter()
    example = ""
    for cell in cells:
        if cell.kind in {DAY, NUMBER} or not (found := SEPARATED.fullmatch(_plain(cell.text))):
            continue
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            seen["day"] += 1
        elif second > 12 >= first:
            seen["month"] += 1
        elif first != second and max(first, second) <= 12:
            seen["either"] += 1
            example = example or cell.text
    return DateEvidence(seen["day"], seen["month"], seen["either"], example)


def read_date(cell: Cell, order: DateOrder = DateOrder.DAY_FIRST, *, is_1904: bool = False) -> date:
    """The date in a cell, or ``NotADate`` in words. Empty cells are not for here."""
    plain = cell.text if cell.kind == DAY else _plain(cell.text)
    if SERIAL.fullmatch(plain):
        return EXCEL_DAY_0 + timedelta(days=int(float(plain))) + (MAC_LATER_BY if is_1904 else timedelta())
    if found := WHOLE.fullmatch(plain) or YEAR_FIRST.fullmatch(plain):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := SEPARATED.fullmatch(plain):
        first, second = int(found[1]), int(found[2])
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return _real(_whole_year(found[3]), month, day, order)
    if found := DAY_MONTH_NAME.fullmatch(plain):
        return _real(_whole_year(found[3]), _month(found[2]), int(found[1]))
    if found := MONTH_NAME_DAY.fullmatch(plain):
        return _real(_whole_year(found[3]), _month(found[1]), int(found[2]))
    raise NotADate("This is not a date. Write it like 31/01/2020 or 2020-01-31.")


def plus_months(day: date, months: int) -> date:
    """The same day of the month so many months on, or back; the last day of a shorter month."""
    moved: date = day + relativedelta(months=months)
    return moved


def _plain(text: str) -> str:
    plain = text.strip().lower()
    return CLOCK_AFTER.sub("", WEEKDAY_BEFORE.sub("", plain)) if not plain.isdigit() else plain


def _whole_year(typed: str) -> int:
    if len(typed) != 4:
        raise NotADate("Write the year with four digits, such as 1985.")
    return int(typed)


def _month(name: str) -> int:
    for number, month in enumerate(MONTHS, 1):
        if month.startswith(name) or (name == "sept" and number == 9):
            return number
    raise NotADate(f"“{name}” is not a month. Write the date like 31/01/2020.")


def _real(year: int, month: int, day: int, order: DateOrder | None = None) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate(f"The year {year} cannot be right: it must be from {FIRST_YEAR} to {LAST_YEAR}.")
    if not 1 <= month <= 12:
        read = f", as this column is read with the {order.value.split('_')[0]} first" if order else ""
        raise NotADate(f"There is no month {month}{read}. Write the date like 2020-01-31.")
    try:
        return date(year, month, day)
    except ValueError:
        name = MONTHS[month - 1].capitalize()
        raise NotADate(f"There is no {day} {name} {year}. Look up the right date.") from None
