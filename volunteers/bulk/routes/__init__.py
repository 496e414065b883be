"""The pages on which something is done with many applications at once, and those of mailings."""

from flask import Flask

from volunteers.bulk.routes import choosing, mailings, moves, parts, writing
from volunteers.bulk.routes.blueprint import bp

__all__ = ["bp", "choosing", "fill_slots", "mailings", "moves", "writing"]


def fill_slots(app: Flask) -> None:
    """Beside an application and on a volunteer's page: whether they want mailings."""
    parts.fill(app)
