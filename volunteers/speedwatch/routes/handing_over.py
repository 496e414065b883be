"""The file for the police, their word that they have it, and what came of a session."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.speedwatch import service
from volunteers.speedwatch.forms import HandOverForm, outcomes_form
from volunteers.speedwatch.queries.sessions import Wanted, get_staff_session, list_staff_sessions
from volunteers.speedwatch.routes.blueprint import Answer, bp
from volunteers.speedwatch.rules.outcomes import outcome_names
from volunteers.speedwatch.service.handing_over import Reason
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.attachments import attachment
from volunteers.web.forms import ButtonForm
from volunteers.web.spreadsheets import as_csv

HAND_OVER = Permission.SESSION_HAND_OVER


@bp.route("/staff/speedwatch/hand-over", methods=["GET", "POST"])
@needs(HAND_OVER, fresh=True)
def hand_over() -> Answer:
    """The vehicles of one or more sessions as a file. It is written down before any of it is sent."""
    lines = [
        one
        for wanted in (Wanted.WAITING, Wanted.HANDED_OVER)
        for one in list_staff_sessions(viewer(), wanted, permission=HAND_OVER)
    ]
    form, status = HandOverForm.of_sessions(lines, asked_number("session")), 200
    if form.ready():
        try:
            with unit_of_work():
                file = service.hand_over(form.ids, reason=Reason(form.reason.data), by=viewer())
            return attachment(as_csv(file.rows), mime="text/csv; charset=utf-8", name="speedwatch-hand-over.csv")
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    page = render_template(
        "speedwatch/hand_over.html", form=form, lines=lines, days=current_force().speedwatch.erase_days
    )
    return page, status


@bp.route("/staff/speedwatch/sessions/<int:session_id>/received", methods=["GET", "POST"])
@needs(HAND_OVER, fresh=True)
def received(session_id: int) -> Answer:
    """The police have the file: who drove is erased at once."""
    line, form, status = get_staff_session(session_id, viewer(), HAND_OVER), ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.confirm_received(session_id, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("Confirmed. The registrations, makes and colours are erased.")
            return redirect(url_for(".session", session_id=session_id), code=303)
    return render_template("speedwatch/received.html", line=line, form=form), status


@bp.route("/staff/speedwatch/sessions/<int:session_id>/outcomes", methods=["GET", "POST"])
@needs(HAND_OVER)
def outcomes(session_id: int) -> Answer:
    """How many letters, visits and other outcomes a session led to."""
    line, status = get_staff_session(session_id, viewer(), HAND_OVER), 200
    form = outcomes_form(outcome_names(current_force().speedwatch), line.session.outcomes or {})
    if form.ready() and (numbers := form.numbers()) is not None:
        try:
            with unit_of_work():
                service.note_outcomes(session_id, numbers, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The outcomes are saved.")
            return redirect(url_for(".session", session_id=session_id), code=303)
    return render_template("speedwatch/outcomes.html", line=line, form=form), status
