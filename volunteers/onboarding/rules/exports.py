"""Lists taken out of the service as a file: what stands in it. How it is written is in ``web.spreadsheets``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from volunteers.onboarding.rules.caseload import CaseLine
from volunteers.web import spreadsheets
from volunteers.web.spreadsheets import harmless

MOST_ROWS = 500
REASONS: tuple[tuple[str, str], ...] = (
    ("plan_day", "To plan an interview, an assessment or an intake"),
    ("meeting", "To go through cases at a meeting"),
    ("partner_team", "For a team that makes a check and does not use this service"),
    ("report", "To prepare a report for the force"),
    ("legal_request", "For a complaint or a legal request"),
)
__all__ = [
    "HEADINGS", "MOST_ROWS", "REASONS", "FileKind", "Group", "Sheet", "as_csv", "file_name", "harmless", "sheet_of",
    "watermark_of",
]  # fmt: skip
HEADINGS = (
    "Reference", "Name", "Strand", "Area", "Stage", "There since", "Days there", "How long", "Waits on", "What is due",
    "Owner",
)  # fmt: skip


class FileKind(StrEnum):
    """How the list is written."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def label(self) -> str:
        return {"csv": "CSV, for any program", "xlsx": "Excel (XLSX)"}[self]

    @property
    def mime(self) -> str:
        return {
            "csv": "text/csv; charset=utf-8",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }[self]


class Group(StrEnum):
    """Adults and cadets never stand in the same file."""

    ADULTS = "adults"
    CADETS = "cadets"

    @property
    def label(self) -> str:
        return {"adults": "Adults only", "cadets": "Cadets only"}[self]


@dataclass(frozen=True)
class Sheet:
    """A list as it leaves: the watermark on its first row, the headings, and a row for each application."""

    watermark: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheet_of(lines: Sequence[CaseLine], *, watermark: str) -> Sheet:
    """The lines of a list as a sheet; dates are written year first, so that they sort."""
    return Sheet(watermark, HEADINGS, tuple(_row(line) for line in lines))


def watermark_of(name: str, moment: str, reason: str, count: int) -> str:
    """Who took the list out, when, why and how much of it."""
    words = dict(REASONS)[reason]
    rows = "1 application" if count == 1 else f"{count} applications"
    return (
        f"Taken out by {name} on {moment}. Reason: {words[0].lower()}{words[1:]}. {rows}. Delete it when that is done."
    )


def file_name(at: datetime, kind: FileKind) -> str:
    """The name of the file, by the London clock it was made; nothing in it tells of anyone."""
    return f"applications-{at:%Y-%m-%d-%H%M}.{kind.value}"


def as_csv(sheet: Sheet) -> bytes:
    """The sheet as CSV: the watermark, the headings and the rows, no cell of them a formula."""
    return spreadsheets.as_csv([(sheet.watermark,), sheet.headings, *sheet.rows])


def _row(line: CaseLine) -> tuple[str, ...]:
    return (
        line.reference, line.name, line.strand, line.area, line.stage, line.since.isoformat(), str(line.days), line.tag,
        line.waits_on, line.due, line.owner,
    )  # fmt: skip
