"""The pages of those who run sessions, of the applicants who come to them, and of their calendars."""

from flask import Flask

from volunteers.appointments.queries.calendars import list_entries
from volunteers.appointments.routes import attendance, case, feed, own, people, planning, staff
from volunteers.appointments.routes.blueprint import bp
from volunteers.people.queries.calendars import show_in_calendars
from volunteers.web import slots

__all__ = ["attendance", "bp", "case", "feed", "fill_slots", "own", "people", "planning", "staff"]


def fill_slots(app: Flask) -> None:
    """Put what is this room's on the pages of the rooms below it, and into people's calendars."""
    slots.fill(app, "application", case.case_part)
    slots.fill(app, "own_application", own.own_part)
    show_in_calendars(list_entries)
