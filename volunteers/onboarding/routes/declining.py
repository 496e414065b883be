"""Declining an applicant: why, the pause in which it can be taken back, and what they read afterwards."""

from flask import Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.declining import DeclineForm, decline_form
from volunteers.onboarding.models import Decline
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.queries.declines import find_told_decline
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.routes.changes import PROPOSED, since_page
from volunteers.onboarding.rules.declines import pause_in_words
from volunteers.permissions import Permission
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm


@bp.route("/staff/applications/<reference>/decline", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def decline(reference: str) -> ResponseReturnValue:
    """Choose why, and what they are told; held for the pause, or proposed to a second person first."""
    case = queries.get_case_file(reference, viewer())
    reasons = list_reasons(ReasonKind.DECLINE, case.strand.code)
    form = decline_form(reasons, seen_stage=case.stage.code)
    if not form.ready():
        return _page(case, form)
    try:
        with unit_of_work():
            made = service.decline(
                case.application.id, code=form["reason"].data, feedback=form.feedback.data or "",
                seen_stage=form.seen_stage.data, by=viewer(),
            )  # fmt: skip
    except Refused as refused:
        form.refuse(refused.refusals)
        return _page(queries.get_case_file(reference, viewer()), form), 409
    held = "Declined. The applicant is not told yet, and you can take it back until then."
    flash(held if isinstance(made, Decline) else PROPOSED)
    return redirect(url_for("onboarding.application", reference=reference), code=303)


@bp.post("/staff/applications/<reference>/declines/<int:number>/take-back")
@needs(Permission.APPLICATION_MOVE)
def take_back_decline(reference: str, number: int) -> ResponseReturnValue:
    """Undo it before the applicant is told."""
    case, button = queries.get_case_file(reference, viewer()), ButtonForm()
    to_case = redirect(url_for("onboarding.application", reference=reference), code=303)
    if not button.ready():
        return to_case
    try:
        with unit_of_work():
            service.take_back_decline(case.application.id, number, by=viewer())
    except Refused as refused:
        flash(refused.refusals[0].message)
        return to_case
    flash("Taken back. The application stands as it did before, and the applicant was told nothing.")
    return to_case


def fill_slots(app: Flask) -> None:
    """Show someone who was declined why, on their own page."""
    slots.fill(app, "own_ended", _told)


def _told(application_id: int, reference: str, strand: str) -> str:
    told = find_told_decline(application_id, viewer())
    if told is None:
        return ""
    return render_template(
        "onboarding/own_ended.html", told=told, reference=reference,
        can_appeal=clock.today() <= told.appeal_until, contact=current_force().contact(strand),
    )  # fmt: skip


def _page(case: CaseFile, form: DeclineForm) -> str:
    since = since_page(case, form.seen_stage.data)
    form.seen_stage.data = case.stage.code
    numbers = current_force().numbers
    typed = [("What else they should know", form.feedback.data)] if form.feedback.data and not case.may_move else []
    return render_template(
        "onboarding/decline.html", case=case, form=form, typed=typed, appeal_days=numbers.appeal_days,
        pause=pause_in_words(numbers.decline_pause_minutes), **since,
    )  # fmt: skip
