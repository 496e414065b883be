"""The trends page, and having the figures counted again."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from volunteers.permissions import Permission
from volunteers.trends import queries
from volunteers.trends.forms import ComputeForm
from volunteers.trends.routes.blueprint import bp
from volunteers.unit_of_work import hint_after_commit, unit_of_work
from volunteers.web.access import needs, viewer


@bp.get("/staff/trends")
@needs(Permission.TRENDS_READ)
def overview() -> str:
    """Growth of one strand, in all areas or one, over the twelve months chosen."""
    chosen = _chosen()
    page = queries.get_overview(viewer(), slug=chosen["strand"], area=chosen["area"], until=chosen["until"])
    asked = request.args.get("asked")
    return render_template("trends/overview.html", page=page, chosen=chosen, asked=asked, form=ComputeForm())


@bp.post("/staff/trends/figures")
@needs(Permission.FIGURES_COMPUTE)
def compute() -> Response:
    """Ask the queue to count all months again. The page says whether the queue could be asked."""
    if not ComputeForm().ready():
        return redirect(url_for("trends.overview", asked="aged", **_chosen()), code=303)
    if not _queue_answers():
        return redirect(url_for("trends.overview", asked="away", **_chosen()), code=303)
    with unit_of_work():
        hint_after_commit("figures", "volunteers.trends.jobs.compute_figures")
    return redirect(url_for("trends.overview", asked="yes", **_chosen()), code=303)


def _chosen() -> dict[str, Any]:
    """What the page shows, as its address says it."""
    return {name: request.args.get(name) for name in ("strand", "area", "until")}


def _queue_answers() -> bool:
    try:
        return bool(current_app.extensions["redis"].ping())
    except RedisError:
        return False
