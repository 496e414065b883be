"""Other forces beside ours, and the long history: what others published."""

from flask import render_template, request

from volunteers.permissions import Permission
from volunteers.trends.queries.history import get_history_page
from volunteers.trends.queries.other_forces import get_forces_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs


@bp.get("/staff/trends/forces")
@needs(Permission.TRENDS_READ)
def forces() -> str:
    """What became of volunteers here and in other forces over a period. Published numbers, alike for every viewer."""
    asked = request.args.get
    page = get_forces_page(slug=asked("strand"), period=asked("period"), group=asked("group"))
    return render_template("trends/forces.html", page=page)


@bp.get("/staff/trends/since-1979")
@needs(Permission.TRENDS_READ)
def history() -> str:
    """The long history of the force and of England and Wales, as exactly as it is known."""
    return render_template("trends/history.html", page=get_history_page())
