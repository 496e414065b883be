"""Reading the part of a force file that says how those who serve are looked after."""

from collections.abc import Mapping
from typing import Any

from volunteers.forces.rules.reader import CODE, Reader
from volunteers.forces.rules.records import KIT, KitKind, Records

KEYS = (
    "review_months", "milestone_years", "medal_years", "counts_service_before_breaks", "leave_counts", "kit",
)  # fmt: skip
VALUE = ("value", "source", "confirm")
LONGEST_SERVICE = 70


def records_from(reader: Reader, content: Mapping[str, Any], strands: tuple[str, ...]) -> Records:
    """How a force looks after those who serve; whatever is wrong is a fault of the reader."""
    table = reader.table("", content, "records", KEYS)
    if not table:
        return Records((), (), 0, counts_service_before_breaks=True, leave_counts=True)
    return Records(
        review_months=_months(reader, table, strands),
        milestone_years=_years(reader, table),
        medal_years=reader.number("records", table, "medal_years", int),
        counts_service_before_breaks=_flag(reader, table, "counts_service_before_breaks"),
        leave_counts=_flag(reader, table, "leave_counts"),
        kit=_kit(reader, table) if "kit" in table else KIT,
    )


def _months(reader: Reader, table: Mapping[str, Any], strands: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    rows = reader.table("records", table, "review_months", strands)
    path = "records.review_months"
    return tuple((strand, reader.number(path, rows, strand, int)) for strand in strands if strand in rows)


def _years(reader: Reader, table: Mapping[str, Any]) -> tuple[int, ...]:
    path, row = "records.milestone_years", reader.table("records", table, "milestone_years", VALUE)
    if not row:
        return ()
    reader.provenance(path, row)
    value = row.get("value")
    if isinstance(value, list) and value and all(type(one) is int and 0 < one <= LONGEST_SERVICE for one in value):
        return tuple(sorted(set(value)))
    reader.fault(path, "value", f"must be a list of whole years from 1 to {LONGEST_SERVICE}, not {value!r}")
    return ()


def _flag(reader: Reader, table: Mapping[str, Any], key: str) -> bool:
    path, row = f"records.{key}", reader.table("records", table, key, VALUE)
    if not row:
        return False
    reader.provenance(path, row)
    if "value" not in row:
        reader.fault(path, "value", "is missing")
    return reader.flag(path, row, "value")


def _kit(reader: Reader, table: Mapping[str, Any]) -> tuple[KitKind, ...]:
    known = ("code", "name", "has_serial")
    return tuple(
        KitKind(
            code=reader.text(key, row, "code", CODE),
            name=reader.text(key, row, "name"),
            has_serial=reader.flag(key, row, "has_serial"),
        )
        for key, row in reader.rows("records", table, "kit", known, unique="code")
    )
