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
    """The addresses of this release and of all of them, where there are such pages."""
    there = current_app.view_functions
    release = url_for("trends.release", name=page.content.name) if page and "trends.release" in there else None
    return {"release": release, "all_releases": url_for("trends.releases") if "trends.releases" in there else None}
