"""Recording what was found out about an applicant."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms import CheckForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import CONSENT_CHECK
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/applications/<reference>/checks/<code>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_READ)
def check(reference: str, code: str) -> ResponseReturnValue:
    """Record one check; 403 for those who do not record it."""
    case = queries.get_case_file(reference, viewer())
    line = case.check(code)
    if not line.is_permitted:
        abort(403)
    if code == CONSENT_CHECK and queries.find_case_guardians(case, viewer()):
        return redirect(url_for("onboarding.application", reference=reference, _anchor="guardians"), code=303)
    form = CheckForm.over(line.record)
    if not form.ready():
        return render_template("onboarding/check.html", case=case, line=line, form=form, theirs=None)
    try:
        with unit_of_work():
            service.record_check(
                case.application.id, code, entry=form.entry(), seen_version=form.seen_version, by=viewer()
            )
    except Refused as refused:
        return _check_refused(reference, code, form, refused)
    flash(f"{line.definition.name} is recorded.")
    return redirect(url_for("onboarding.application", reference=reference), code=303)


def _check_refused(reference: str, code: str, form: CheckForm, refused: Refused) -> ResponseReturnValue:
    """The page with what was typed and, when someone else was first, what they recorded beside it."""
    form.refuse(refused.refusals)
    case = queries.get_case_file(reference, viewer())
    line = case.check(code)
    theirs = line.record if service.STALE in refused.refusals else None
    if theirs is not None:
        form.version.data = str(theirs.version)
    return render_template("onboarding/check.html", case=case, line=line, form=form, theirs=theirs), 409
