"""What is open, opens soon or has closed, and one opening."""

from flask import current_app, render_template, request

from volunteers import clock
from volunteers.openings import queries
from volunteers.openings.routes.blueprint import bp
from volunteers.strands.queries import all_strands, find_by_slug
from volunteers.web.access import public


@bp.get("/opportunities")
@public
def board() -> str:
    """Every opening, narrowed by kind and area; what is not known narrows nothing."""
    strand = find_by_slug(request.args.get("strand", ""))
    areas = current_app.config["FORCE"].areas
    area = next((one for one in areas if one.code == request.args.get("area")), None)
    found = queries.get_board(
        clock.today(), strand=strand.code if strand else None, area=area.code if area else None
    )  # fmt: skip
    return render_template(
        "openings/board.html", board=found, strands=all_strands(), areas=areas, strand=strand, area=area
    )


@bp.get("/opportunities/<int:opening_id>")
@public
def opening(opening_id: int) -> str:
    """One opening: what, where and when, and the way to apply or to be told."""
    line = queries.get_opening(opening_id, clock.today())
    return render_template("openings/opening.html", opening=line, strand=line.strand_page)
