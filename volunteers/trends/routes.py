"""The trends page, entering a target, and having the figures counted again."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import find_by_slug, get_strand
from volunteers.trends import queries, service
from volunteers.trends.forms import WHOLE_FORCE, ComputeForm, TargetForm, target_form
from volunteers.unit_of_work import hint_after_commit, unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

bp = Blueprint("trends", __name__)


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


@bp.route("/staff/trends/targets/new", methods=["GET", "POST"])
@needs(Permission.TARGET_SET)
def new_target() -> str | Response:
    """Enter a target with the document it comes from."""
    strands, areas = queries.target_places(viewer())
    begun = find_by_slug(request.args.get("strand", ""))
    places = [(code or WHOLE_FORCE, words) for code, words in areas]
    form = target_form(strands, places, strand=begun.code if begun else "")
    if form.ready():
        by = viewer().account_id
        try:
            return redirect(create_once(form, purpose="target", account_id=by, create=lambda: _enter(form)), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("trends/target.html", form=form)


def _chosen() -> dict[str, Any]:
    """What the page shows, as its address says it."""
    return {name: request.args.get(name) for name in ("strand", "area", "until")}


def _enter(form: TargetForm) -> str:
    target = service.enter_target(form.draft(), by=viewer())
    return url_for("trends.overview", strand=get_strand(target.strand).slug, area=target.area, _anchor="targets")


def _queue_answers() -> bool:
    try:
        return bool(current_app.extensions["redis"].ping())
    except RedisError:
        return False
