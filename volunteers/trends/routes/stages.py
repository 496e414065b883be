"""Where it is stuck."""

from flask import render_template, request

from volunteers.permissions import Permission
from volunteers.trends.queries.stages import get_stages_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer


@bp.get("/staff/trends/stages")
@needs(Permission.TRENDS_READ)
def stages() -> str:
    """The stages of one strand: how long people stay at each, how many go on, and why others do not."""
    asked = request.args.get
    page = get_stages_page(viewer(), slug=asked("strand"), area=asked("area"), until=asked("until"))
    return render_template("trends/stages.html", page=page)
