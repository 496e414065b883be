"""Saying which duties the service is to fill, and what was asked before."""

from datetime import date, timedelta

from flask import current_app, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.forms.filling import USUAL_DAYS, USUAL_SEARCH, FillForm, fill_form
from volunteers.rosters.queries.fillings import FillingLine, list_fillings
from volunteers.rosters.queries.units import list_units_in_scope
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.rosters.rules.filling import MOST_DAYS, FillingState
from volunteers.rosters.service.filling import ask_to_fill
from volunteers.strands.queries import all_strands, get_strand
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_day, asked_number
from volunteers.web.once import create_once

ASSIGN = Permission.DUTY_ASSIGN
DAY = timedelta(days=1)
Choices = list[tuple[str, str]]


@bp.route("/staff/duties/fill", methods=["GET", "POST"])
@needs(ASSIGN)
def fillings() -> Answer:
    """What is to be filled, with what was asked before; asked for, it leads to the page that says how far it is."""
    by = viewer()
    form = _form(by)
    if form.ready() and _is_in_scope(form, by):
        try:
            made = create_once(form, purpose="filling", account_id=by.account_id, create=lambda: _ask(form, by))
            return redirect(made, code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    lines = list_fillings(by)
    return render_template(
        "rosters/fillings.html", form=form,
        now=[line for line in lines if _is_open(line)], before=[line for line in lines if not _is_open(line)],
    )  # fmt: skip


def _form(by: Viewer) -> FillForm:
    strands = [(one.code.value, one.name) for one in all_strands() if by.may_in_strand(ASSIGN, one.code)]
    areas = [
        (area.code, area.name)
        for area in current_app.config["FORCE"].areas
        if any(by.may_in(ASSIGN, strand, area.code) for strand, _ in strands)
    ]
    units = list_units_in_scope(by)
    unit = asked_number("unit")
    first, last = _days()
    filled = {
        "strand": asked_choice("strand", strands), "area": asked_choice("area", areas), "first_on": first,
        "last_on": last, "unit": str(unit) if unit and unit in dict(units) else "", "seconds": USUAL_SEARCH,
    }  # fmt: skip
    return fill_form(strands, areas, units, filled)


def _days() -> tuple[date, date]:
    """Those of the page they come from, as far as they are to come and may be filled at once; else two weeks."""
    today = clock.today()
    first = max(asked_day("from") or today + DAY, today)
    last = asked_day("until") or first + (USUAL_DAYS - 1) * DAY
    return first, min(max(last, first), first + (MOST_DAYS - 1) * DAY)


def _is_in_scope(form: FillForm, by: Viewer) -> bool:
    """Each choice may be theirs and all of them together not: then the field that does not fit says so."""
    strand, area, unit_id = form["strand"].data, form["area"].data, form.unit_id
    if not by.may_in(ASSIGN, strand, area):
        words = f"You do not put people on duties of the {get_strand(strand).name} in this area. Choose another."
        form.refuse_field("area", words)
        return False
    if unit_id is not None and unit_id not in dict(list_units_in_scope(by, strand=strand, area=area)):
        form.refuse_field("unit", "This unit is in another area, or of another kind. Choose another, or all units.")
        return False
    return True


def _is_open(line: FillingLine) -> bool:
    """Whether there is something to wait for or to look at."""
    return line.state.is_working or line.state is FillingState.READY


def _ask(form: FillForm, by: Viewer) -> str:
    made = ask_to_fill(
        strand=form["strand"].data, area=form["area"].data, unit_id=form.unit_id, first_on=form["first_on"].data,
        last_on=form["last_on"].data, seconds=int(form["seconds"].data), takes_unsaid=form["takes_unsaid"].data, by=by,
    )  # fmt: skip
    return url_for("rosters.filling", filling_id=made.id)
