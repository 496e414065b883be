"""All strands at a glance, one strand in full, and having the figures counted again."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from volunteers.permissions import Permission
from volunteers.trends import queries
from volunteers.trends.forms import ComputeForm
from volunteers.trends.queries.choices import choose
from volunteers.trends.routes.blueprint import bp
from volunteers.unit_of_work import hint_after_commit, unit_of_work
from volunteers.web.access import needs, viewer

# Where each of the four answers leads: to the page behind it, or while there is none to the part of this page.
BEHIND = (
    (("trends.measures", "Every measure"), ("trends.areas", "Area by area")),
    (("trends.forecast", "The forecast"), ("trends.plans", "Plans and targets")),
    (("trends.stages", "Every stage"), ("onboarding.flow", "How applications flow")),
    (("trends.areas", "Area by area"),),
)


@bp.get("/staff/trends")
@needs(Permission.TRENDS_READ)
def overview() -> str | Response:
    """All strands at a glance. An address of before, which named a strand or a place, leads to the strand's page."""
    if any(request.args.get(name) for name in ("strand", "area", "until")):
        asked = _chosen()
        strand = choose(viewer(), slug=asked.pop("strand"), area=None).strand
        return redirect(url_for("trends.strand", slug=strand.slug, **asked), code=302)
    page = queries.get_overview(viewer())
    behind = [_first_there(ways) for ways in BEHIND]
    asked_for = request.args.get("asked")
    return render_template("trends/overview.html", page=page, behind=behind, asked=asked_for, form=ComputeForm())


@bp.get("/staff/trends/strands/<slug>")
@needs(Permission.TRENDS_READ)
def strand(slug: str) -> str:
    """Growth of one strand, in all areas or one, over the twelve months chosen."""
    chosen = {**_chosen(), "strand": slug}
    page = queries.get_strand_page(viewer(), slug=slug, area=chosen["area"], until=chosen["until"])
    asked = request.args.get("asked")
    return render_template("trends/strand.html", page=page, chosen=chosen, asked=asked, form=ComputeForm())


@bp.post("/staff/trends/figures")
@needs(Permission.FIGURES_COMPUTE)
def compute() -> Response:
    """Ask the queue to count all months again. The page says whether the queue could be asked."""
    if not ComputeForm().ready():
        return _back("aged")
    if not queue_answers():
        return _back("away")
    with unit_of_work():
        hint_after_commit("figures", "volunteers.trends.jobs.compute_figures")
        hint_after_commit("figures", "volunteers.trends.jobs.make_forecasts")
    return _back("yes")


def _chosen() -> dict[str, Any]:
    """What the page shows, as its address says it."""
    return {name: request.args.get(name) for name in ("strand", "area", "until")}


def _back(asked: str) -> Response:
    chosen = _chosen()
    slug = chosen.pop("strand")
    where = (
        url_for("trends.strand", slug=slug, asked=asked, **chosen) if slug else url_for("trends.overview", asked=asked)
    )
    return redirect(where, code=303)


def _first_there(ways: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """The first page of these that there is and the viewer may open, as (words, address)."""
    return next(
        ((words, url_for(endpoint)) for endpoint, words in ways if endpoint in current_app.view_functions), None
    )


def queue_answers() -> bool:
    """Whether a worker can be asked for something now."""
    try:
        return bool(current_app.extensions["redis"].ping())
    except RedisError:
        return False
