"""The volunteers of a viewer's strands and areas, as staff see them."""

from flask import render_template, request, url_for

from volunteers.people import queries
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number

LONGEST_SEARCH = 100


@bp.get("/staff/volunteers")
@needs(Permission.VOLUNTEER_READ)
def volunteers() -> str:
    """The list by last name, found by parts of a name; what has lapsed stands beside each."""
    search = " ".join(request.args.get("search", "")[:LONGEST_SEARCH].replace("\0", "").split())
    with_former = request.args.get("former") == "yes"
    after = asked_number("after")
    page = queries.list_volunteers(viewer(), search=search, after=after, with_former=with_former)

    def address(after: int | None) -> str:
        return url_for("people.volunteers", search=search or None, former="yes" if with_former else None, after=after)

    return render_template(
        "people/volunteers.html",
        rows=page.rows,
        search=search,
        with_former=with_former,
        following=address(page.next_after) if page.next_after else None,
        first=address(None) if after else None,
    )


@bp.get("/staff/volunteers/<int:volunteer_id>")
@needs(Permission.VOLUNTEER_READ)
def volunteer(volunteer_id: int) -> str:
    return render_template("people/volunteer.html", record=queries.get_record(volunteer_id, viewer()))
