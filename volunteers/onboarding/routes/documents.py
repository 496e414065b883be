"""Opening what an applicant sent: the reason first, then the file, to be saved and not shown."""

from flask import render_template
from flask.typing import ResponseReturnValue

from volunteers.applications.queries import folder_of
from volunteers.documents.service import open_document
from volunteers.errors import Refused
from volunteers.onboarding import queries
from volunteers.onboarding.forms import OpenDocumentForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment


@bp.route("/staff/applications/<reference>/documents/<int:number>", methods=["GET", "POST"])
@needs(Permission.DOCUMENT_OPEN)
def document(reference: str, number: int) -> ResponseReturnValue:
    """One file. That it was opened, and why, stands in the history before any of it is sent."""
    case = queries.get_case_file(reference, viewer())
    line = queries.get_case_document(case, number, viewer())
    form = OpenDocumentForm()
    status = 200
    if form.ready():
        try:
            with unit_of_work():
                opened = open_document(
                    number, folder=folder_of(case.application), by=viewer().account_id, reason=form.reason.data
                )
            return attachment(opened.content, mime=opened.media_type.mime, name=opened.name)
        except Refused as refused:
            form.refuse(refused.refusals)
            line, status = queries.get_case_document(case, number, viewer()), 409
    return render_template("onboarding/document.html", case=case, line=line, form=form), status
