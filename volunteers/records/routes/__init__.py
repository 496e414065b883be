"""The pages of those who serve and of those who look after them: skills, reviews, kit, years of service."""

from flask import Flask, render_template

from volunteers.records import queries
from volunteers.records.routes import hub, kit, own, own_evidence, signing, volunteer
from volunteers.records.routes.blueprint import EDIT, bp
from volunteers.web import slots
from volunteers.web.access import find_viewer

__all__ = ["bp", "fill_slots", "hub", "kit", "own", "own_evidence", "signing", "volunteer"]


def fill_slots(app: Flask) -> None:
    """Put what is this room's on the pages of the rooms below it."""
    slots.fill(app, "volunteer", volunteer_part)
    slots.fill(app, "own_duties", own.own_part)


def volunteer_part(volunteer_id: int) -> str:
    """The few lines on the page of a volunteer for staff."""
    by = find_viewer()
    panel = queries.get_panel(volunteer_id, by) if by else None
    if by is None or panel is None or panel.is_empty:
        return ""
    return render_template("records/volunteer_part.html", panel=panel, may_edit=by.may(EDIT), viewer_id=by.account_id)
