"""The calendar of duties: a week or a month, by unit."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import current_app, render_template, request, url_for

from volunteers import clock
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.queries.board import get_board
from volunteers.rosters.queries.cover import Narrowed
from volunteers.rosters.queries.units import list_units_in_scope
from volunteers.rosters.routes.blueprint import bp
from volunteers.strands.queries import all_strands
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_day, asked_number

WEEK = timedelta(days=7)
MOST_A_DAY = 5  # of a month, in which the days are small


@dataclass(frozen=True)
class Span:
    """What the calendar shows: the week or the month a day lies in."""

    day: date
    is_month: bool

    @property
    def first(self) -> date:
        """The Monday it begins with."""
        begins = clock.month_of(self.day) if self.is_month else self.day
        return begins - timedelta(days=begins.weekday())

    @property
    def last(self) -> date:
        """The Sunday it ends with."""
        if not self.is_month:
            return self.first + timedelta(days=6)
        ends = clock.add_months(clock.month_of(self.day), 1) - timedelta(days=1)
        return ends + timedelta(days=6 - ends.weekday())

    @property
    def before(self) -> date:
        return clock.add_months(clock.month_of(self.day), -1) if self.is_month else self.first - WEEK

    @property
    def after(self) -> date:
        return clock.add_months(clock.month_of(self.day), 1) if self.is_month else self.first + WEEK


@bp.get("/staff/duties/calendar")
@needs(Permission.DUTY_READ)
def calendar() -> str:
    """A week by day and unit, or a month by day, narrowed by kind, area and unit."""
    span = Span(asked_day("from") or clock.today(), request.args.get("view") == "month")
    filters = narrowing(viewer())
    board = get_board(viewer(), span.first, span.last, filters["chosen"])
    page = "rosters/calendar_month.html" if span.is_month else "rosters/calendar.html"
    new_duty = _new_duty(viewer(), filters["chosen"])
    return render_template(page, span=span, board=board, new_duty=new_duty, most_a_day=MOST_A_DAY, **filters)


def narrowing(by: Viewer) -> dict[str, Any]:
    """The filters of kind, area and unit: their choices, and what is chosen of them."""
    strands = [(strand.code.value, strand.name) for strand in all_strands()]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    strand, area = asked_choice("strand", strands), asked_choice("area", areas)
    units = list_units_in_scope(by, strand=strand, area=area)
    unit = next((number for number, _ in units if number == asked_number("unit")), None)
    return {"strands": strands, "areas": areas, "units": units, "chosen": Narrowed(strand, area, unit)}


def _new_duty(by: Viewer, chosen: Narrowed) -> str | None:
    """Where a new duty begins: at its form where the kind is known, else at the choice of one; None for who may not."""
    strands = [one for one in all_strands() if by.may_in_strand(Permission.DUTY_EDIT, one.code)]
    known = [one for one in strands if one.code == chosen.strand] or strands
    if not strands:
        return None
    return url_for("rosters.new_duty", slug=known[0].slug) if len(known) == 1 else url_for("rosters.choose_strand")
