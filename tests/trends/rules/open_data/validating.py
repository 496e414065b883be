"""A strict reader of a CSV by its own CSVW description: what the standard calls validation, for what we use of it."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

WHOLE = re.compile(r"0|[1-9]\d*")


def faults(file: bytes, metadata: bytes, name: str) -> list[str]:
    """What in a file is not as its description says; ``name`` is the end of its address."""
    document = json.loads(metadata)
    if "http://www.w3.org/ns/csvw" not in document["@context"]:
        return ["no CSVW context"]
    table = next(each for each in document["tables"] if each["url"].endswith(name))
    columns, key = table["tableSchema"]["columns"], table["tableSchema"].get("primaryKey", [])
    header, *rows = list(csv.reader(io.StringIO(file.decode("utf-8"), newline="")))
    # The standard compares the first line with the titles.
    if len(header) != len(columns) or any(one not in each["titles"] for one, each in zip(header, columns, strict=True)):
        return [f"columns are {header}"]
    found = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            found.append(f"line {number} has {len(row)} cells")
        found += [
            f"line {number}: {column['name']} is {cell!r}"
            for column, cell in zip(columns, row, strict=False)
            if not _fits(cell, column)
        ]
    keys = [tuple(row[header.index(one)] for one in key) for row in rows]
    if key and len(set(keys)) != len(keys):
        found.append("two rows have one key")
    return found


def _fits(cell: str, column: dict[str, Any]) -> bool:
    if cell in column.get("null", [""]):
        return not column["required"]
    kind = column["datatype"]
    if not isinstance(kind, dict):
        return kind == "string" or (kind == "nonNegativeInteger" and WHOLE.fullmatch(cell) is not None)
    if kind["base"] == "string":
        return re.fullmatch(kind["format"], cell) is not None
    try:
        return kind["base"] == "date" and date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False
