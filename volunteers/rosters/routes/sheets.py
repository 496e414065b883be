"""Duty sheets: a page to print, and the same as a PDF."""

from flask import Response, current_app, render_template

from volunteers import clock
from volunteers.permissions import Permission
from volunteers.rosters.queries.sheets import get_sheet, get_unit_week
from volunteers.rosters.routes.blueprint import bp
from volunteers.rosters.rules.sheets import Sheet
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_day
from volunteers.web.attachments import attachment
from volunteers.web.filters import moment

PDF = "application/pdf"


@bp.get("/staff/duties/<int:duty_id>/sheet")
@needs(Permission.DUTY_READ)
def sheet(duty_id: int) -> str:
    """One duty, to print."""
    found = get_sheet(duty_id, viewer())
    return render_template("rosters/sheet.html", sheet=found)


@bp.get("/staff/duties/<int:duty_id>/sheet.pdf")
@needs(Permission.DUTY_READ)
def sheet_pdf(duty_id: int) -> Response:
    """One duty, as a PDF."""
    return _as_pdf((get_sheet(duty_id, viewer()),), f"duty-{duty_id}.pdf")


@bp.get("/staff/duties/sheets/<int:unit_id>")
@needs(Permission.DUTY_READ)
def unit_sheets(unit_id: int) -> str:
    """A unit's duties of a week, to print."""
    week = get_unit_week(unit_id, asked_day("from") or clock.today(), viewer())
    return render_template("rosters/unit_sheets.html", week=week)


@bp.get("/staff/duties/sheets/<int:unit_id>.pdf")
@needs(Permission.DUTY_READ)
def unit_sheets_pdf(unit_id: int) -> Response:
    """A unit's duties of a week, as a PDF."""
    week = get_unit_week(unit_id, asked_day("from") or clock.today(), viewer())
    return _as_pdf(week.sheets, f"duties-{week.first}.pdf")


def _as_pdf(sheets: tuple[Sheet, ...], name: str) -> Response:
    from volunteers.rosters.rules.paper import sheets_as_pdf  # what it needs is read when a PDF is first asked for

    force = current_app.config["FORCE"].name
    content = sheets_as_pdf(sheets, printed=moment(clock.now()), force=force)
    return attachment(content, mime=PDF, name=name)
