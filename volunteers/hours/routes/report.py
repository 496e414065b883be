"""The hours report, on screen and as a spreadsheet."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.hours import queries, service
from volunteers.hours.queries import Wanted
from volunteers.hours.routes.blueprint import Answer, asked_month, bp
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands, get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.attachments import attachment
from volunteers.web.fields import tidy
from volunteers.web.forms import ButtonForm

CERTIFY = Permission.HOURS_CERTIFY
MOST_MONTHS = 24
LONGEST_NAME = 100


@dataclass(frozen=True)
class Choices:
    """What the report may be narrowed to."""

    strands: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    units: list[tuple[str, str]]
    months: list[tuple[str, str]]


@bp.get("/staff/hours/report")
@needs(CERTIFY)
def report() -> str:
    """A line for each volunteer, sums by unit, and what it all comes to."""
    wanted, choices = _asked()
    force = current_app.config["FORCE"]
    found = queries.get_report(wanted, viewer(), force.numbers, dict(choices.areas), after=asked_number("after"))
    given = {
        "strand": wanted.strand, "area": wanted.area, "unit": wanted.unit_id, "name": wanted.name,
        "from": f"{wanted.first:%Y-%m}", "to": f"{wanted.last:%Y-%m}",
    }  # fmt: skip
    return render_template(
        "hours/report.html", found=found, wanted=wanted, choices=choices, strand=get_strand(wanted.strand),
        given={name: value for name, value in given.items() if value}, form=ButtonForm(), after=asked_number("after"),
    )  # fmt: skip


@bp.post("/staff/hours/report/sheet")
@needs(CERTIFY, fresh=True)
def report_sheet() -> Answer:
    """The report of everyone asked for as a file. It is written down that it was taken out before it is sent."""
    wanted, choices = _asked()
    if not ButtonForm().ready():
        raise NotFound("a page of another site")
    as_excel = request.args.get("kind") == "xlsx"
    with unit_of_work():
        file = service.take_out(
            wanted, as_excel=as_excel, numbers=current_app.config["FORCE"].numbers, areas=dict(choices.areas),
            by=viewer(),
        )  # fmt: skip
    return attachment(file.content, mime=file.kind.mime, name=file.name)


def _asked() -> tuple[Wanted, Choices]:
    """What the address asks for: the first strand in scope, and this month, where it says nothing of them."""
    by, this = viewer(), clock.month_of(clock.today())
    strands = [(each.code.value, each.name) for each in all_strands() if by.may_in_strand(CERTIFY, each.code)]
    if not strands:
        raise NotFound("no strand in scope")
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    strand, area = asked_choice("strand", strands) or strands[0][0], asked_choice("area", areas)
    units = queries.list_units(by, strand, area)
    last = min(asked_month("to") or this, clock.add_months(this, 1))
    first = max(min(asked_month("from") or last, last), clock.add_months(last, 1 - MOST_MONTHS))
    months = [clock.add_months(this, 1 - step) for step in range(MOST_MONTHS + 1)]
    unit: Any = asked_choice("unit", units)
    name = (tidy(request.args.get("name")) or "")[:LONGEST_NAME]
    wanted = Wanted(strand, first, last, area, int(unit) if unit else None, name or None)
    return wanted, Choices(strands, areas, units, [(f"{each:%Y-%m}", f"{each:%B %Y}") for each in months])
