"""What a referee said, opened by those who decide."""

from flask import render_template

from volunteers.onboarding import queries
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.references.service import open_reference
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications/<reference>/references/<int:referee_id>")
@needs(Permission.REFEREE_READ)
def reference(reference: str, referee_id: int) -> str:
    """One reference. That it was opened stands in the history before any of it is shown."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_referee(case, referee_id, viewer())
    with unit_of_work():
        pages = open_reference(referee_id, application_id=case.application.id, by=viewer().account_id)
    return render_template("onboarding/reference.html", case=case, line=line, pages=pages)
