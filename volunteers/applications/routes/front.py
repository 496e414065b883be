"""The start page, and a page about each kind of volunteering."""

from flask import render_template

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules import about
from volunteers.applications.rules.about import way_ahead
from volunteers.applications.rules.asked import asked_about
from volunteers.openings.queries import list_openings
from volunteers.openings.rules import is_open_all_year
from volunteers.strands.queries import all_strands, current_strand, get_by_slug
from volunteers.web.access import public


@bp.get("/")
@public
def home() -> str:
    """The six kinds of volunteering, and the ways to find one's own. It asks the database nothing."""
    return render_template("applications/home.html", kinds=[about(strand) for strand in all_strands()])


@bp.get("/volunteer/<slug>")
@public
def strand(slug: str) -> str:
    """One kind of volunteering: what you would do, who can apply, how long it takes, what is open."""
    found = current_strand(get_by_slug(slug).code)
    return render_template(
        "applications/strand.html",
        kind=about(found),
        strand=found,
        way=way_ahead(found, queries.waits_of(found.code)),
        openings=[line for line in list_openings(found.code, clock.today()) if not line.is_closed],
        all_year=is_open_all_year(found.code),
        questions=asked_about(found),
    )
