"""The weekly sample of openings, before the auditors."""

from flask import render_template

from volunteers.permissions import Permission
from volunteers.vetting import queries
from volunteers.vetting.routes.blueprint import bp
from volunteers.web.access import needs


@bp.get("/staff/vetting-sample")
@needs(Permission.HISTORY_READ)
def sample() -> str:
    """Ten openings of each of the last weeks: who, which, why and when. Never what is in a file."""
    return render_template("vetting/sample.html", weeks=queries.list_sample())
