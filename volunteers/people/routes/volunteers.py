"""The volunteers of a viewer's strands and areas."""

from flask import render_template

from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs


@bp.get("/staff/volunteers")
@needs(Permission.VOLUNTEER_READ)
def volunteers() -> str:
    return render_template("people/volunteers.html")


@bp.get("/staff/volunteers/<int:volunteer_id>")
@needs(Permission.VOLUNTEER_READ)
def volunteer(volunteer_id: int) -> str:
    return render_template("people/volunteer.html", volunteer_id=volunteer_id)
