"""Who is missing."""

from typing import Any

from flask import current_app, render_template, request, url_for

from volunteers.permissions import Permission
from volunteers.trends.queries.representation import RepresentationPage, get_representation_page
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs


@bp.get("/staff/trends/representation")
@needs(Permission.TRENDS_READ)
def representation() -> str:
    """Volunteers beside residents, group by group, from the latest published release alone."""
    page = get_representation_page(place=request.args.get("place"), characteristic=request.args.get("by"))
    return render_template("trends/representation.html", page=page, **_ways(page))


def _ways(page: RepresentationPage | None) -> dict[str, Any]:
    """The addresses of this release as everyone sees it, and of the page where releases are prepared, if there is."""
    release = url_for("trends.published_release", name=page.content.name) if page else None
    prepared = "trends.releases" in current_app.view_functions
    return {"release": release, "all_releases": url_for("trends.releases") if prepared else None}
