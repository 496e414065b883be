"""Lists that leave as CSV, written so that no cell computes anything in whatever opens it.

Formula injection: assurance.md T13, after ASVS 1.2.10; quoting: RFC 4180.
"""

import csv
import io
from collections.abc import Iterable, Sequence

# What spreadsheets take for the beginning of a formula, or skip on the way to one.
DANGEROUS = ("=", "+", "-", "@", "\t", "\0", "\r")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows as it is and never computes."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180, every cell quoted, in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([harmless(cell).replace("\0", "\ufffd") for cell in row])
    return out.getvalue().encode("utf-8-sig")
