"""All measures, and one of them in full."""

from flask import render_template, request

from volunteers.permissions import Permission
from volunteers.trends.queries.measure_pages import get_measure_page, get_measures_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer


@bp.get("/staff/trends/measures")
@needs(Permission.TRENDS_READ)
def measures() -> str:
    """Every measure of one strand with its value now."""
    asked = request.args.get
    page = get_measures_page(viewer(), slug=asked("strand"), area=asked("area"), until=asked("until"))
    return render_template("trends/measures.html", page=page)


@bp.get("/staff/trends/measures/<measure_code>")
@needs(Permission.TRENDS_READ)
def measure(measure_code: str) -> str:
    """One measure: how it is counted, its months, and what it consists of."""
    asked = request.args.get
    page = get_measure_page(viewer(), measure_code, slug=asked("strand"), area=asked("area"), until=asked("until"))
    return render_template("trends/measure.html", page=page)
