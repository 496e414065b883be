"""The start page, and a page about each kind of volunteering."""

from flask import render_template

from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules import about, days_ahead, days_in_words
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.web.access import public


@bp.get("/")
@public
def home() -> str:
    """The six kinds of volunteering."""
    return render_template("applications/home.html", kinds=[about(strand) for strand in all_strands()])


@bp.get("/volunteer/<slug>")
@public
def strand(slug: str) -> str:
    """One kind of volunteering: what you would do, who can apply, how long it takes."""
    found = get_by_slug(slug)
    return render_template(
        "applications/strand.html",
        kind=about(found),
        strand=found,
        stages=found.pipeline.open_stages,
        in_words=days_in_words,
        whole_way=days_in_words(days_ahead(found.pipeline)),
    )
