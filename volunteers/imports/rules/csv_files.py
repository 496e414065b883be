"""CSV as programs write it: with any of four encodings and three separators, found out from what is in it."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from volunteers.errors import Refusal, Refused
from volunteers.imports.rules.cells import Cell, Row, tidy

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
LOOKED_AT = 30
LONGEST_FIELD = 100_000
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
UNKNOWN_LETTERS = Refusal(
    "unknown_letters",
    "The letters of this file cannot be read. In Excel, save it as “CSV UTF-8 (comma delimited)”.",
)
# A quotation mark that is never closed swallows the rest of the file.
OPEN_QUOTE = Refusal(
    "open_quote",
    "A cell of this file does not end: there is a quotation mark too many, or one is missing. Open it in Excel and "
    "save it as CSV again.",
)


@dataclass(frozen=True)
class Text:
    """A CSV file decoded, and how it was: its encoding and its separator by name."""

    content: str
    encoding: str
    separator: str
    skips: int = 0

    @property
    def separator_name(self) -> str:
        return SEPARATORS[self.separator]


def open_text(content: bytes) -> Text:
    """The file as text; raises ``Refused`` when its letters cannot be read."""
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "")
    try:
        text, encoding = (content.decode(encoding), encoding) if encoding else _decoded(content)
    except UnicodeDecodeError as fault:
        raise Refused(UNKNOWN_LETTERS) from fault
    first = text[:10].splitlines()[0].strip().lower() if text.strip() else ""
    if first.startswith("sep=") and text[4:5] in SEPARATORS:  # what Excel writes to itself
        return Text(text, NAMES[encoding], text[4:5], 1)
    return Text(text, NAMES[encoding], separator_of(text))


def separator_of(text: str) -> str:
    """The separator that makes the same number of columns in most of the first rows, and the most of them."""
    head = "\n".join(text[:200_000].splitlines()[:LOOKED_AT])
    return max(SEPARATORS, key=lambda separator: _evenness(head, separator))


def read_rows(text: Text) -> Iterator[Row]:
    """The rows that hold anything, with the numbers a spreadsheet shows; raises ``Refused`` in words."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text.content, newline=""), delimiter=text.separator)
    try:
        for number, record in enumerate(reader, 1):
            if number <= text.skips or not any(record):
                continue
            cells = tuple(Cell(tidy(each)) for each in record)
            if any(cell.text for cell in cells):
                yield Row(number, cells)
    except csv.Error as fault:
        raise Refused(OPEN_QUOTE) from fault


def _decoded(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252"), "cp1252"


def _evenness(head: str, separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(record) for record in csv.reader(io.StringIO(head), delimiter=separator) if record)
    except csv.Error:
        return 0, 0
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0, 0
    width = max(wide, key=lambda each: (wide[each], each))
    return wide[width], width
