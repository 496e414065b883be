"""A volunteer's own hours, hours to certify, and the report."""

from flask import Flask

from volunteers.hours.routes import certifying, own, report, volunteer
from volunteers.hours.routes.blueprint import bp
from volunteers.web import slots

__all__ = ["bp", "certifying", "fill_slots", "own", "report", "volunteer"]


def fill_slots(app: Flask) -> None:
    """Put what is this room's on the pages of the rooms below it."""
    slots.fill(app, "own_duties", own.own_part)
    slots.fill(app, "volunteer", volunteer.volunteer_part)
