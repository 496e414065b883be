"""Pages of imports: the list, sending a file, matching it, and what came of it."""

from flask import Flask

from volunteers.imports.routes import listing, matching, one, sending
from volunteers.imports.routes.blueprint import bp
from volunteers.imports.routes.listing import force_number
from volunteers.web import slots

__all__ = ["bp", "fill_slots", "listing", "matching", "one", "sending"]


def fill_slots(app: Flask) -> None:
    """A volunteer's page says by which number the force's other systems know them."""
    slots.fill(app, "volunteer", force_number)
