"""Reading the part of a force file that says what is paid back."""

from collections.abc import Mapping
from typing import Any

from volunteers.forces.rules.expenses import Expenses, MileageRate, SubsistenceBand
from volunteers.forces.rules.reader import CODE, Reader

NUMBERS = ("receipt_above_pence", "claim_months", "ask_above_miles")
KEYS = ("mileage", "subsistence", *NUMBERS)
RATE_KEYS = ("code", "name", "pence", "miles_a_year", "pence_after", "source", "confirm")
BAND_KEYS = ("over_hours", "pence", "source", "confirm")
LONGEST_DAY = 24


def expenses_from(reader: Reader, content: Mapping[str, Any]) -> Expenses:
    """What is paid back; whatever is wrong is a fault of the reader."""
    table = reader.table("", content, "expenses", KEYS)
    if not table:
        return Expenses()
    receipt, months, ask = (reader.number("expenses", table, key, int) for key in NUMBERS)
    bands, source = _bands(reader, table)
    return Expenses(
        mileage=_rates(reader, table), subsistence=bands, subsistence_source=source, receipt_above_pence=receipt,
        claim_months=months, ask_above_miles=ask,
    )  # fmt: skip


def _rates(reader: Reader, table: Mapping[str, Any]) -> tuple[MileageRate, ...]:
    found = []
    for key, row in reader.rows("expenses", table, "mileage", RATE_KEYS, unique="code"):
        reader.provenance(key, row)
        changes = [name for name in ("miles_a_year", "pence_after") if name in row]
        if len(changes) == 1:
            reader.fault(key, changes[0], "needs both miles_a_year and pence_after, or neither")
        found.append(
            MileageRate(
                code=reader.text(key, row, "code", CODE),
                name=reader.text(key, row, "name"),
                pence=reader.whole(key, row, "pence"),
                miles_a_year=reader.whole(key, row, "miles_a_year") if len(changes) == 2 else None,
                pence_after=reader.whole(key, row, "pence_after") if len(changes) == 2 else None,
                source=str(row.get("source", "")),
            )
        )
    return tuple(found)


def _bands(reader: Reader, table: Mapping[str, Any]) -> tuple[tuple[SubsistenceBand, ...], str]:
    """The bands in order, and where the first of them was seen."""
    found: list[SubsistenceBand] = []
    source = ""
    for key, row in reader.rows("expenses", table, "subsistence", BAND_KEYS, unique="over_hours"):
        reader.provenance(key, row)
        band = SubsistenceBand(reader.whole(key, row, "over_hours"), reader.whole(key, row, "pence"))
        if found and not (found[-1].over_hours < band.over_hours and found[-1].pence <= band.pence):
            reader.fault(key, "over_hours", "must be longer than the band before it, and not paid less")
        if band.over_hours >= LONGEST_DAY:
            reader.fault(key, "over_hours", f"must be below {LONGEST_DAY}")
        found.append(band)
        source = source or str(row.get("source", ""))
    return tuple(found), source
