"""A report as a document: typed blocks in order, the same bytes each time. Every rendering is made from it alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from volunteers.trends.disclosure.content import digest_of
from volunteers.trends.rules.reports.figures import Figure, Unit
from volunteers.trends.rules.reports.kinds import ReportKind

FORMAT = 1
# A table of more columns than this is printed across.
MOST_UPRIGHT = 7
# A table of no more rows than this is never cut in two.
MOST_WHOLE = 20


@dataclass(frozen=True)
class Heading:
    """Begins a section (``level`` 2) or a part of one (3). ``code`` names it in addresses and sheets."""

    code: str
    text: str
    level: int = 2

    form: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str

    form: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Line:
    """A row of a table, or one of a list of figures: its name, and its cells in the order of the columns."""

    name: str
    cells: tuple[Figure | str, ...]


@dataclass(frozen=True)
class Facts:
    """The figures to read first. Each line has one figure and, in words, that of a year before."""

    code: str
    caption: str
    lines: tuple[Line, ...]

    form: ClassVar[str] = "facts"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("What", "People", "A year before")

    @property
    def has_year_before(self) -> bool:
        """Whether any line has a figure of a year before: without one the page leaves the column out."""
        return any(line.cells[1] for line in self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Table:
    """A table with one row of headings; the first column names the rows."""

    code: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()

    form: ClassVar[str] = "table"

    @property
    def is_wide(self) -> bool:
        """Whether it is printed across the page."""
        return len(self.columns) > MOST_UPRIGHT

    @property
    def is_whole(self) -> bool:
        """Whether it is printed on one page; a longer one has its headings repeated."""
        return len(self.lines) <= MOST_WHOLE

    @property
    def number_columns(self) -> frozenset[int]:
        """The places of the columns that hold figures, the first column being 0."""
        return frozenset(
            place for line in self.lines for place, cell in enumerate(line.cells, 1) if isinstance(cell, Figure)
        )


Block = Heading | Paragraph | Facts | Table


@dataclass(frozen=True)
class Document:
    """A report. ``release`` is the name of the release it is of and ``release_digest`` that release's digest.

    ``made_on`` is the day of what is in it that is of no release: plans, forecasts, and where applications wait.
    """

    kind: ReportKind
    title: str
    force: str
    release: str
    release_digest: str
    cut_off: date
    from_on: date
    made_on: date
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> list[Table | Facts]:
        """What holds figures, in order."""
        return [block for block in self.blocks if isinstance(block, Table | Facts)]

    @property
    def sections(self) -> list[Heading]:
        """The headings that sections begin with."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level == 2]

    @property
    def file_name(self) -> str:
        """A name for files, without what says its form."""
        return f"{self.kind.slug}-{self.release}"

    def to_bytes(self) -> bytes:
        """The document, byte for byte the same for the same report."""
        plain = {
            "format": FORMAT, "kind": self.kind.value, "title": self.title, "force": self.force,
            "release": self.release, "release_digest": self.release_digest, "cut_off": self.cut_off.isoformat(),
            "from_on": self.from_on.isoformat(), "made_on": self.made_on.isoformat(),
            "blocks": [_block_plain(block) for block in self.blocks],
        }  # fmt: skip
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"

    @property
    def digest(self) -> str:
        """SHA-256 of the document, in hexadecimal."""
        return digest_of(self.to_bytes())


def read_document(content: bytes) -> Document:
    """A report from its bytes; raises ``ValueError`` for another format."""
    plain = json.loads(content)
    if plain.get("format") != FORMAT:
        raise ValueError(f"a report of format {plain.get('format')} cannot be read here")
    return Document(
        kind=ReportKind(plain["kind"]), title=plain["title"], force=plain["force"], release=plain["release"],
        release_digest=plain["release_digest"], cut_off=date.fromisoformat(plain["cut_off"]),
        from_on=date.fromisoformat(plain["from_on"]), made_on=date.fromisoformat(plain["made_on"]),
        blocks=tuple(_block_read(each) for each in plain["blocks"]),
    )  # fmt: skip


def _block_plain(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"is": block.form, "code": block.code, "text": block.text, "level": block.level}
        case Paragraph():
            return {"is": block.form, "text": block.text}
    lines = [[line.name, *(_cell_plain(cell) for cell in line.cells)] for line in block.lines]
    plain = {"is": block.form, "code": block.code, "caption": block.caption, "lines": lines}
    if isinstance(block, Table):
        return {**plain, "columns": list(block.columns), "notes": list(block.notes)}
    return plain


def _block_read(plain: Mapping[str, Any]) -> Block:
    match plain["is"]:
        case "heading":
            return Heading(plain["code"], plain["text"], plain["level"])
        case "paragraph":
            return Paragraph(plain["text"])
        case "facts":
            return Facts(plain["code"], plain["caption"], _lines_read(plain["lines"]))
        case _:
            return Table(
                plain["code"], plain["caption"], tuple(plain["columns"]), _lines_read(plain["lines"]),
                tuple(plain["notes"]),
            )  # fmt: skip


def _cell_plain(cell: Figure | str) -> Any:
    if isinstance(cell, str):
        return cell
    return {"value": cell.value, "unit": cell.unit.value, "as_at": cell.as_at.isoformat() if cell.as_at else None}


def _lines_read(plain: Sequence[Sequence[Any]]) -> tuple[Line, ...]:
    return tuple(Line(name, tuple(_cell_read(cell) for cell in cells)) for name, *cells in plain)


def _cell_read(plain: Any) -> Figure | str:
    if isinstance(plain, str):
        return plain
    as_at = date.fromisoformat(plain["as_at"]) if plain["as_at"] else None
    return Figure(plain["value"], Unit(plain["unit"]), as_at)
