"""The page of one application."""

from flask import render_template

from volunteers.onboarding import queries
from volunteers.onboarding.forms import MoveForm
from volunteers.onboarding.forms.notes import NoteForm
from volunteers.onboarding.queries.assessments import find_case_sheets
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications/<reference>")
@needs(Permission.APPLICATION_READ)
def application(reference: str) -> str:
    case = queries.get_case_file(reference, viewer())
    form = MoveForm(formdata=None, to_stage=case.step.target, seen_stage=case.stage.code)
    return render_template(
        "onboarding/application.html",
        case=case,
        viewer_id=viewer().account_id,
        story=queries.get_story(case),
        notes=queries.find_notes(case, viewer()),
        note_form=NoteForm(formdata=None),
        documents=queries.find_case_documents(case, viewer()),
        guardians=queries.find_case_guardians(case, viewer()),
        alike=queries.find_alike(case, viewer()),
        referees=queries.find_case_referees(case, viewer()),
        assessments=find_case_sheets(case, viewer()),
        form=form,
    )
