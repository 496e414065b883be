"""A volunteer's own page of how they serve, and the way to it."""

from flask import Flask, render_template

from volunteers.people.queries.own_service import get_own_service
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web import slots
from volunteers.web.access import needs, viewer


@bp.get("/my-service")
@needs(Permission.VOLUNTEER_SEE_OWN)
def my_service() -> str:
    """How they serve, where, since when, and everything dated."""
    return render_template("people/my_service.html", own=get_own_service(viewer()))


def fill_slots(app: Flask) -> None:
    """The way from a volunteer's duties to how they serve."""
    slots.fill(app, "own_duties", _way_to_service)


def _way_to_service() -> str:
    return render_template("people/way_to_service.html")
