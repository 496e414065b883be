"""Reports for staff: which were made, each as a page and as files, and whether one wants a link to new ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from volunteers.errors import NotFound
from volunteers.permissions import Permission
from volunteers.trends.forms.reports import NO, YES, LinkForm
from volunteers.trends.models import Report
from volunteers.trends.queries import releases
from volunteers.trends.queries import reports as found
from volunteers.trends.routes.blueprint import bp
from volunteers.trends.rules.reports.tidy import figure_rows, note_rows
from volunteers.trends.rules.reports.workbook import to_xlsx
from volunteers.trends.service import reports as service
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.spreadsheets import as_csv

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Form:
    """A form that a report can be had in: what it is called, its type, and how its bytes come from the report."""

    words: str
    mime: str
    write: Callable[[Report], bytes]


NOTES = "-notes"
FORMS: Mapping[str, Form] = {
    ".pdf": Form("PDF, to print", "application/pdf", found.get_pdf),
    ".xlsx": Form("Spreadsheet (XLSX)", XLSX, lambda report: to_xlsx(found.document_of(report))),
    ".csv": Form("Figures (CSV)", CSV, lambda report: as_csv(figure_rows(found.document_of(report)))),
    f"{NOTES}.csv": Form("Notes (CSV)", CSV, lambda report: as_csv(note_rows(found.document_of(report)))),
}


@bp.route("/staff/trends/reports", methods=["GET", "POST"])
@needs(Permission.TRENDS_READ)
def reports() -> ResponseReturnValue:
    """Every report with its files, and one's own choice of being told."""
    form = LinkForm(link=YES if found.wants_link(viewer()) else NO)
    if form.ready():
        with unit_of_work():
            service.choose(form.wants_link, by=viewer())
        said = "You will be sent a link when a report is made." if form.wants_link else "You will not be sent a link."
        flash(said)
        return redirect(url_for("trends.reports"), code=303)
    return render_template("trends/reports.html", lines=found.list_reports(), form=form)


@bp.get("/staff/trends/reports/<slug>/<name>")
@needs(Permission.TRENDS_READ)
def report(slug: str, name: str) -> str:
    """One report as a page."""
    one = found.get_report(slug, name)
    return render_template(
        "trends/report.html", report=one, document=found.document_of(one), files=files_of(one),
        corrected_by=releases.corrected_by(one.release),
    )  # fmt: skip


@bp.get("/staff/trends/reports/<slug>/<name>.<any(pdf,xlsx,csv):form>")
@needs(Permission.TRENDS_READ)
def report_file(slug: str, name: str, form: str) -> Response:
    """One report in one form, or the notes to it."""
    ending = f"{NOTES if name.endswith(NOTES) else ''}.{form}"
    return file_of(found.get_report(slug, name.removesuffix(NOTES)), ending)


def files_of(report: Report) -> list[tuple[str, str]]:
    """The files that there are of a report, a PDF once it was made: (ending, words)."""
    return [(ending, form.words) for ending, form in FORMS.items() if ending != ".pdf" or report.has_pdf]


def file_of(report: Report, ending: str) -> Response:
    """A report in the form that an ending stands for; raises ``NotFound``."""
    form = FORMS.get(ending)
    if form is None:
        raise NotFound(f"no file {ending!r} of a report")
    return attachment(form.write(report), mime=form.mime, name=f"{report.kind.slug}-{report.release.name}{ending}")
