"""Reads bare series from a CSV file: area, as_at, headcount. What cannot be read is refused with its line and fault."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date

from volunteers.trends.forecast.series import Series

COLUMNS = ("area", "as_at", "headcount")
LARGEST = 20 * 1024**2
MOST = 10_000_000
FIRST_YEAR, LAST_YEAR = 1800, 2200
COUNT = re.compile(r"\d{1,3}(,\d{3})+(\.0+)?|\d+(\.0+)?", re.ASCII)
ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class SeriesFault(Exception):
    """What is wrong in a file of series: at which line (the heading is line 1), in words."""

    def __init__(self, line: int | None, words: str) -> None:
        super().__init__(words if line is None else f"line {line}: {words}")
        self.line = line
        self.words = words


def read_series(content: bytes) -> tuple[Series, ...]:
    """The series of a file, by area in the order they first appear, each in order of date.

    Columns may stand in any order, others beside them are passed over; rows may stand in any order; a blank headcount
    is unknown. Anything else that is not as it should be is a `SeriesFault`.
    """
    rows = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    places = _places(_first(rows))
    found: dict[str, dict[date, tuple[float | None, int]]] = {}
    for line, row in _lines(rows):
        area, on, count = _point(line, row, places)
        seen = found.setdefault(area, {})
        if on in seen:
            raise SeriesFault(line, f"{area} on {on.isoformat()} stands already in line {seen[on][1]}.")
        seen[on] = count, line
    if not found:
        raise SeriesFault(None, "There is no row below the heading.")
    return tuple(
        Series(area, tuple((on, count) for on, (count, _) in sorted(seen.items(), key=lambda item: item[0])))
        for area, seen in found.items()
    )


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise SeriesFault(None, f"It is larger than {LARGEST // 1024**2} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise SeriesFault(line, "This is not UTF-8 text. Save the file as CSV UTF-8.") from None
    if "\0" in text:
        raise SeriesFault(text[: text.index("\0")].count("\n") + 1, "This is not text: it holds a zero byte.")
    if not text.strip():
        raise SeriesFault(None, "The file is empty. Its first line must be: area,as_at,headcount")
    return text


def _first(rows: Iterator[list[str]]) -> list[str]:
    for _, row in _lines(rows):
        return row
    raise SeriesFault(None, "The file is empty. Its first line must be: area,as_at,headcount")


def _lines(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with something in it, and the line of the file on which it begins."""
    reader: Iterator[list[str]] = rows
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise SeriesFault(line, f"This cannot be read as CSV: {fault}.") from None
        if any(cell.strip() for cell in row):
            yield line, row


def _places(heading: list[str]) -> Mapping[str, int]:
    names = [name.strip() for name in heading]
    for column in COLUMNS:
        if column not in names:
            raise SeriesFault(1, f"The column {column} is missing. The heading must have area, as_at and headcount.")
        if names.count(column) > 1:
            raise SeriesFault(1, f"The column {column} stands there twice.")
    return {column: names.index(column) for column in COLUMNS}


def _point(line: int, row: list[str], places: Mapping[str, int]) -> tuple[str, date, float | None]:
    if len(row) <= max(places.values()):
        raise SeriesFault(line, f"The row has {len(row)} columns, fewer than its heading.")
    area, on, count = (row[places[column]].strip() for column in COLUMNS)
    if not area:
        raise SeriesFault(line, "The area is missing.")
    return area, _date(line, on), _count(line, count)


def _date(line: int, typed: str) -> date:
    if not typed:
        raise SeriesFault(line, "The date (as_at) is missing.")
    try:
        if ISO.fullmatch(typed) and FIRST_YEAR <= (on := date.fromisoformat(typed)).year <= LAST_YEAR:
            return on
    except ValueError:
        pass
    raise SeriesFault(line, f"“{typed}” is not a date such as 2019-09-30, from {FIRST_YEAR} to {LAST_YEAR}.")


def _count(line: int, typed: str) -> float | None:
    if not typed:
        return None
    if typed.startswith("-") and COUNT.fullmatch(typed[1:]):
        raise SeriesFault(line, f"A headcount cannot be negative: {typed}.")
    if not COUNT.fullmatch(typed):
        raise SeriesFault(line, f"The headcount “{typed}” is not a whole number.")
    count = float(typed.replace(",", ""))
    if count > MOST:
        raise SeriesFault(line, f"The headcount {typed} is more than {MOST:,}.")
    return count
