"""What a referee said, opened by those who decide, and what they make of it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.onboarding import queries
from volunteers.onboarding.forms.checks import JudgementForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules.references import Score
from volunteers.onboarding.service.references import JUDGED_MEANWHILE, judge_reference
from volunteers.permissions import Permission
from volunteers.references.service import open_reference
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/applications/<reference>/references/<int:referee_id>", methods=["GET", "POST"])
@needs(Permission.REFEREE_READ)
def reference(reference: str, referee_id: int) -> ResponseReturnValue:
    """One reference, and what its reader makes of it. That it was opened stands in the history before it is shown."""
    case = queries.get_case_file(reference, viewer())
    row = queries.get_case_referee(case, referee_id, viewer())
    form, status, theirs = JudgementForm.over(row.judgement), 200, None
    if form.ready():
        try:
            with unit_of_work():
                judge_reference(
                    case.application.id, referee_id, score=Score(form.score.data), reason=form.reason.data,
                    seen_version=form.seen_version, by=viewer(),
                )  # fmt: skip
            flash(f"What you make of the reference of {row.line.name} is recorded.")
            return redirect(url_for("onboarding.application", reference=reference, _anchor="references"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            row, status = queries.get_case_referee(case, referee_id, viewer()), 409
            if JUDGED_MEANWHILE in refused.refusals and row.judgement is not None:
                theirs, form.version.data = row.judgement, str(row.judgement.version)
    with unit_of_work():
        pages = open_reference(referee_id, application_id=case.application.id, by=viewer().account_id)
    return render_template(
        "onboarding/reference.html", case=case, row=row, pages=pages, form=form, theirs=theirs
    ), status
