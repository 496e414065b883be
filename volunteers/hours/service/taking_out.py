"""Taking the hours report out as a file. That it was taken stands in the history before it is sent."""

from collections.abc import Mapping

from volunteers import clock
from volunteers.forces.rules import Numbers
from volunteers.history.service import record
from volunteers.hours.queries.report import Wanted, get_report
from volunteers.hours.queries.sheets import SUM_HEADINGS, report_rows
from volunteers.onboarding.rules.exports import FileKind, Sheet, as_csv
from volunteers.onboarding.service.exports import ExportedFile, as_workbook
from volunteers.permissions import Viewer
from volunteers.strands.queries import get_strand

HEADINGS = ("Name", "Unit or area", *SUM_HEADINGS, "Against what is asked")


def take_out(wanted: Wanted, *, as_excel: bool, numbers: Numbers, areas: Mapping[str, str], by: Viewer) -> ExportedFile:
    """The report of everyone asked for, as CSV or as a workbook."""
    report = get_report(wanted, by, numbers, areas, page=None)
    months = f"{wanted.first:%B %Y} to {wanted.last:%B %Y}"
    moment = clock.in_london(clock.now())
    watermark = (
        f"Hours, {get_strand(wanted.strand).name}, {months}. Taken out by {by.name} on {moment:%Y-%m-%d at %H:%M}. "
        "Delete it when it has done its work."
    )
    sheet = Sheet(watermark, HEADINGS, tuple(report_rows(report)))
    kind = FileKind.XLSX if as_excel else FileKind.CSV
    content = as_workbook(sheet) if as_excel else as_csv(sheet)
    record(
        "hours_taken_out", subject="account", subject_id=by.account_id, by=by.account_id, rows=len(report.rows),
        strand=wanted.strand, kind=kind.value,
    )  # fmt: skip
    return ExportedFile(content, kind, f"hours-{moment:%Y-%m-%d-%H%M}.{kind.value}")
