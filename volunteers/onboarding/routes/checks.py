"""Recording what was found out about an applicant."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.checks import CheckForm, check_form
from volunteers.onboarding.queries.assessments import is_being_scored
from volunteers.onboarding.queries.attempts import hint_about, list_evidence
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import CONSENT_CHECK, CheckLine, Proposal
from volunteers.onboarding.rules.schemes import SCHEME_CHECK
from volunteers.onboarding.rules.waiting import REFERENCES
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
    if line.definition.recorded_by is Permission.VETTING_SET:
        raise Refused(service.IN_VETTING_ROOM)
    if code == CONSENT_CHECK and queries.find_case_guardians(case, viewer()):
        return redirect(url_for("onboarding.application", reference=reference, _anchor="guardians"), code=303)
    if request.method == "GET" and (elsewhere := _found_out_elsewhere(case, line)):
        return redirect(elsewhere, code=303)
    form = _form(case, line)
    if not form.ready():
        return _page(case, line, form), 200
    try:
        with unit_of_work():
            service.record_check(
                case.application.id, code, entry=form.entry(), seen_version=form.seen_version, by=viewer()
            )
    except Refused as refused:
        return _refused(reference, code, refused)
    hint = hint_about(case.application, line.definition, form.entry())
    flash(f"{line.definition.name} is recorded.{' ' + hint if hint else ''}")
    return redirect(url_for("onboarding.application", reference=reference), code=303)


def _found_out_elsewhere(case: CaseFile, line: CheckLine) -> str | None:
    """The page on which a check is found out rather than written down, while nothing is recorded of it."""
    code, reference = line.definition.code, case.application.reference
    if line.record is not None:
        return None
    if code == SCHEME_CHECK:
        return url_for("onboarding.place", reference=reference)
    if is_being_scored(case.application.id, code):
        return url_for("onboarding.take_seat", reference=reference, code=code)
    return None


def _refused(reference: str, code: str, refused: Refused) -> ResponseReturnValue:
    """The page with what was typed and, when someone else was first, what they recorded beside it."""
    case = queries.get_case_file(reference, viewer())
    line = case.check(code)
    form = _form(case, line)
    form.refuse(refused.refusals)
    theirs = line.record if service.STALE in refused.refusals else None
    if theirs is not None:
        form.version.data = str(theirs.version)
    return _page(case, line, form, is_theirs=theirs is not None), 409


def _form(case: CaseFile, line: CheckLine) -> CheckForm:
    papers = list_evidence(case.application.id, line.definition)
    return check_form(line, papers, _proposal(case, line))


def _proposal(case: CaseFile, line: CheckLine) -> Proposal | None:
    """What the references speak for, on the page of their own check."""
    if line.definition.code != REFERENCES:
        return None
    found = queries.find_case_referees(case, viewer())
    return found.proposal if found else None


def _page(case: CaseFile, line: CheckLine, form: CheckForm, *, is_theirs: bool = False) -> str:
    return render_template(
        "onboarding/check.html",
        case=case,
        line=line,
        form=form,
        theirs=line.record if is_theirs else None,
        proposal=_proposal(case, line),
        lacks_papers=bool(line.definition.evidence and line.definition.evidence.documents) and "document" not in form,
    )
