"""What is missing in the next two weeks, and who has not been out lately."""

from flask import current_app, render_template, request

from volunteers.permissions import Permission
from volunteers.rosters.queries.gaps import list_gaps
from volunteers.rosters.queries.not_out import Place, list_not_out
from volunteers.rosters.routes.blueprint import bp
from volunteers.rosters.routes.calendar import narrowing
from volunteers.strands.queries import all_strands
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_day, asked_number


@bp.get("/staff/duties/gaps")
@needs(Permission.DUTY_READ)
def gaps() -> str:
    """Duties that cannot run, units with too few people, and free places, the most urgent first."""
    filters = narrowing(viewer())
    found = list_gaps(viewer(), filters["chosen"])
    may_assign = viewer().may(Permission.DUTY_ASSIGN)
    return render_template("rosters/gaps.html", found=found, may_assign=may_assign, **filters)


@bp.get("/staff/duties/not-out")
@needs(Permission.VOLUNTEER_READ)
def not_out() -> str:
    """Who has had no duty for long, longest first, narrowed by kind and area."""
    strands = [(strand.code.value, strand.name) for strand in all_strands()]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    strand, area = asked_choice("strand", strands), asked_choice("area", areas)
    since, number = asked_day("since"), asked_number("after")
    after = Place(since, number) if since is not None and number is not None else None
    found = list_not_out(viewer(), strand=strand, area=area, after=after)
    chosen = {"strand": strand, "area": area}
    is_first = "after" not in request.args
    return render_template(
        "rosters/not_out.html", found=found, strands=strands, areas=areas, chosen=chosen, is_first=is_first
    )
