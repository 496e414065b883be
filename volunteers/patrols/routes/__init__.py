"""The pages of learners on patrol, for staff, for themselves and for their tutors."""

from flask import Flask

from volunteers.patrols.routes import own, staff
from volunteers.patrols.routes.blueprint import bp
from volunteers.web import slots

__all__ = ["bp", "fill_slots", "own", "staff"]


def fill_slots(app: Flask) -> None:
    """Put what is this room's on the pages of the rooms below it."""
    slots.fill(app, "own_duties", own.own_part)
