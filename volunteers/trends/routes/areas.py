"""The areas beside each other, and one area in full."""

from flask import render_template, request

from volunteers.permissions import Permission
from volunteers.trends.queries.area_pages import get_area_page, get_areas_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer


@bp.get("/staff/trends/areas")
@needs(Permission.TRENDS_READ)
def areas() -> str:
    """The areas of one strand in order of what is asked for."""
    asked = request.args.get
    page = get_areas_page(viewer(), slug=asked("strand"), ranked_by=asked("by"), until=asked("until"))
    return render_template("trends/all_areas.html", page=page)


@bp.get("/staff/trends/areas/<area_code>")
@needs(Permission.TRENDS_READ)
def area(area_code: str) -> str:
    """One area: its strands and its units."""
    return render_template("trends/area.html", page=get_area_page(viewer(), area_code))
