"""Decisions that take a second person: the list of those that wait, and one of them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.decisions import DecideForm
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm

AGREED = "Agreed, and done. The applicant is told that there is news."
PLACE = "/staff/applications/<reference>/decisions/<int:number>"


@bp.get("/staff/decisions")
@needs(Permission.APPLICATION_MOVE)
def decisions() -> str:
    return render_template("onboarding/decisions.html", lines=queries.list_waiting_decisions(viewer()))


@bp.route(PLACE, methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def decision(reference: str, number: int) -> ResponseReturnValue:
    """What was proposed, and the answer of a second person. What was decided meanwhile is shown as it came out."""
    case = queries.get_case_file(reference, viewer())
    form = DecideForm()
    if not form.ready():
        return _page(case, number, form)
    try:
        with unit_of_work():
            service.decide(case.application.id, number, agrees=form.agrees, note=form.note.data or "", by=viewer())
    except Refused as refused:
        return _refused(reference, number, form, refused)
    flash(AGREED if form.agrees else "Not agreed. It stays where it is.")
    return _to_case(reference)


@bp.post(f"{PLACE}/take-back")
@needs(Permission.APPLICATION_MOVE)
def take_back(reference: str, number: int) -> ResponseReturnValue:
    """End one's own proposal."""
    case = queries.get_case_file(reference, viewer())
    button, form = ButtonForm(), DecideForm(formdata=None)
    if not button.ready():
        form.form_errors.extend(problem["text"] for problem in button.problems())
        return _page(case, number, form)
    try:
        with unit_of_work():
            service.take_back(case.application.id, number, by=viewer())
    except Refused as refused:
        return _refused(reference, number, form, refused)
    flash("Taken back. The application is free to be moved again.")
    return _to_case(reference)


def _refused(reference: str, number: int, form: DecideForm, refused: Refused) -> ResponseReturnValue:
    form.refuse(refused.refusals)
    return _page(queries.get_case_file(reference, viewer()), number, form), 409


def _page(case: CaseFile, number: int, form: DecideForm) -> str:
    proposal = queries.get_proposal(case.application.id, number)
    return render_template(
        "onboarding/decision.html",
        case=case,
        proposal=proposal,
        begins=queries.clearing_in_words(case, proposal),
        is_own=proposal.proposed_by_id == viewer().account_id,
        others=queries.list_others_who_decide(case, proposal),
        form=form,
    )


def _to_case(reference: str) -> Response:
    return redirect(url_for("onboarding.application", reference=reference), code=303)
