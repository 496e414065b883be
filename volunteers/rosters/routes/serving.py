"""Duties that someone's service closes: shown where it is changed and on their page, and freed at one go."""

from datetime import date

from flask import Flask, flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.people.queries import get_volunteer
from volunteers.people.queries.calendars import show_in_calendars
from volunteers.permissions import Permission
from volunteers.rosters import service
from volunteers.rosters.forms import FreeForm
from volunteers.rosters.queries.at_risk import list_at_risk
from volunteers.rosters.queries.to_free import is_told, list_to_free, list_touched
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.rosters.routes.feed import in_calendar
from volunteers.rosters.routes.own import while_away
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted


@bp.route("/staff/volunteers/<int:volunteer_id>/duties-to-free", methods=["GET", "POST"])
@needs(Permission.DUTY_ASSIGN)
def duties_to_free(volunteer_id: int) -> Answer:
    """The duties they are down for and cannot do, with one button that takes them off all of them."""
    volunteer = get_volunteer(volunteer_id, viewer())
    form, status = FreeForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                count = service.free(volunteer_id, sign_up_ids=form.ids, by=viewer())
            flash(f"{volunteer.name} is off {counted(count, 'duty', 'duties')}.")
            return redirect(url_for("people.volunteer", volunteer_id=volunteer_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            status = 409
    rows = list_to_free(volunteer_id, viewer())
    form.show(row.sign_up_id for row in rows)
    page = render_template(
        "rosters/duties_to_free.html", volunteer=volunteer, rows=rows, form=form, is_told=is_told(volunteer_id)
    )
    return page, status


def fill_slots(app: Flask) -> None:
    """What this room shows on a volunteer's page, and where how they serve is changed."""
    slots.fill(app, "volunteer", _on_page)
    slots.fill(app, "status_change", _touched)
    slots.fill(app, "own_days", while_away)
    show_in_calendars(in_calendar)


def _on_page(volunteer_id: int) -> str:
    rows = list_to_free(volunteer_id, viewer())
    to_free = {row.sign_up_id for row in rows}
    lapsing = [one for one in list_at_risk(viewer(), volunteer_id=volunteer_id).lines if one.sign_up_id not in to_free]
    if not rows and not lapsing:
        return ""
    return render_template("rosters/to_free_notice.html", rows=rows, lapsing=lapsing, volunteer_id=volunteer_id)


def _touched(volunteer_id: int, strand: str, status: str, first: date, last: date | None) -> str:
    rows = list_touched(volunteer_id, viewer(), strand=strand, status=status, first=first, last=last)
    return render_template("rosters/touched_duties.html", rows=rows) if rows else ""
