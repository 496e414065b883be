"""The pages of calls: asking, watching, and answering."""

from flask import Flask

from volunteers.mobilisation.routes import answering, asking, live
from volunteers.mobilisation.routes.blueprint import bp
from volunteers.web import slots

__all__ = ["answering", "asking", "bp", "fill_slots", "live"]


def fill_slots(app: Flask) -> None:
    """A volunteer's open calls stand above all else on the page of their duties."""
    slots.fill(app, "own_today", answering.own_part)
