"""Their own page, the leader's and staff's."""

from flask import Flask

from volunteers.attendance.routes import leading, offline, own, person, staff
from volunteers.attendance.routes.blueprint import bp
from volunteers.web import slots

__all__ = ["bp", "fill_slots", "leading", "offline", "own", "person", "staff"]


def fill_slots(app: Flask) -> None:
    """What to book on today stands on the volunteer's pages, and the code on the printed sheet."""
    slots.fill(app, "own_today", own.today_part)
    slots.fill(app, "own_duty", own.duty_part)
    slots.fill(app, "duty_sheet", staff.sheet_part)
