"""The monthly sheets of journeys: on screen, printed, and as a list."""

from datetime import date

from flask import render_template
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.expenses.rules import as_miles
from volunteers.history.service import record
from volunteers.placements import queries
from volunteers.placements.queries import DriverSheet
from volunteers.placements.routes.blueprint import EDIT, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_day, asked_number
from volunteers.web.attachments import attachment
from volunteers.web.spreadsheets import as_csv

HEADINGS = ("Driver", "Day", "From", "To", "Started", "Ended", "Minutes", "Miles", "Vehicle", "Usual hours")


@bp.get("/staff/placements/journeys")
@needs(EDIT)
def journeys() -> str:
    """What each driver drove in a month."""
    month = _month()
    sheets = queries.list_sheets(viewer(), month, volunteer_id=asked_number("driver"))
    return render_template(
        "placements/journeys.html", sheets=sheets, month=month, before=clock.add_months(month, -1),
        after=clock.add_months(month, 1) if clock.add_months(month, 1) <= clock.today() else None,
        tenths=sum(each.tenths for each in sheets), minutes=sum(each.minutes for each in sheets),
    )  # fmt: skip


@bp.get("/staff/placements/journeys/file")
@needs(EDIT, fresh=True)
def journeys_file() -> Response:
    """The same as a list; that it was taken is written down first."""
    month, by = _month(), viewer()
    with unit_of_work():
        sheets = queries.list_sheets(by, month)
        record("journeys_exported", subject="account", subject_id=by.account_id, by=by.account_id, rows=len(sheets))
    rows = [row for sheet in sheets for row in _rows(sheet)]
    return attachment(as_csv([HEADINGS, *rows]), mime="text/csv; charset=utf-8", name=f"journeys-{month:%Y-%m}.csv")


def _rows(sheet: DriverSheet) -> list[list[str]]:
    found = []
    for each in sheet.rows:
        one = each.journey
        starts, ends = clock.in_london(one.starts_at), clock.in_london(one.ends_at)
        found.append([
            sheet.name, f"{starts:%Y-%m-%d}", one.from_place, one.to_place, f"{starts:%H:%M}", f"{ends:%H:%M}",
            str(each.minutes), f"{one.miles_tenths / 10:.1f}", one.fleet_number or "Own car",
            "Yes" if one.is_usual else "No",
        ])  # fmt: skip
    total = [sheet.name, "Total", "", "", "", "", str(sheet.minutes), as_miles(sheet.tenths), "", ""]
    return [*found, total]


def _month() -> date:
    return clock.month_of(asked_day("month") or clock.today())
