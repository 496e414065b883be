"""Inviting many, filling a session with those who are ready, and booking one applicant."""

from datetime import date, timedelta

from flask import current_app, flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments import service
from volunteers.appointments.forms.people import book_form, fill_form, invite_form
from volunteers.appointments.models import BookingState, Session, SessionKind
from volunteers.appointments.queries.choices import Choice, list_choices
from volunteers.appointments.queries.facts import session_facts, when_of
from volunteers.appointments.queries.ready import list_ready
from volunteers.appointments.queries.sessions import get_session, list_alike
from volunteers.appointments.routes.blueprint import Answer, bp
from volunteers.appointments.routes.staff import EDIT
from volunteers.appointments.rules.readiness import proposed
from volunteers.errors import NotFound, Refused
from volunteers.onboarding.queries import get_application
from volunteers.permissions import Viewer
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.filters import counted
from volunteers.web.once import create_once

EVERYWHERE = "everywhere"
DAYS_TO_ANSWER = 7


@bp.route("/staff/appointments/<int:session_id>/invite", methods=["GET", "POST"])
@needs(EDIT)
def invite(session_id: int) -> Answer:
    """Who is ready, in order; choose people, the times they may pick from and a day to answer by: one message each."""
    session, by = get_session(session_id, viewer()), viewer()
    area, areas = _area(session)
    ready, alike = list_ready(session, by, area=area), list_alike(session, by)
    person = asked_number("person")
    form = invite_form(
        ready.candidates, [(str(each.id), _words(each)) for each in alike], first=session.id,
        reply_by=_usual_answer(session), ticked=[person] if person else (),
    )  # fmt: skip
    here = url_for(".staff_session", session_id=session.id)
    if form.ready():

        def create() -> str:
            service.invite(form.people, form.offered, reply_by=form["reply_by"].data, by=by)
            return here

        try:
            there = create_once(form, purpose=f"{here}/invite", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash(f"{counted(len(form.people), 'person is', 'people are')} invited.")
            return redirect(there, code=303)
    return render_template(
        "appointments/invite.html", session=session, facts=session_facts(session), ready=ready, form=form, areas=areas,
        chosen_area=area or EVERYWHERE,
    )  # fmt: skip


@bp.route("/staff/appointments/<int:session_id>/fill", methods=["GET", "POST"])
@needs(EDIT)
def fill(session_id: int) -> Answer:
    """Who would be given a place and why, ticked as far as there are places; then all of them at once."""
    session, by = get_session(session_id, viewer()), viewer()
    area, areas = _area(session)
    ready, facts = list_ready(session, by, area=area, for_place=True), session_facts(session)
    form = fill_form(ready.candidates, ticked=proposed(ready.candidates, facts.free))
    here = url_for(".staff_session", session_id=session.id)
    if form.ready():

        def create() -> str:
            service.fill(session.id, form.people, by=by)
            return here

        try:
            there = create_once(form, purpose=f"{here}/fill", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash(f"{counted(len(form.people), 'person has', 'people have')} a place now, and are told.")
            return redirect(there, code=303)
    return render_template(
        "appointments/fill.html", session=session, facts=facts, ready=ready, form=form, areas=areas,
        chosen_area=area or EVERYWHERE,
    )  # fmt: skip


@bp.route("/staff/appointments/for/<reference>", methods=["GET", "POST"])
@needs(EDIT)
def book_for(reference: str) -> Answer:
    """The coming sessions for one applicant: book, put on a waiting list, or move what they have."""
    application, by = _application(reference, viewer()), viewer()
    choices = list_choices(application, by)
    form = book_form([(str(each.line.id), each.line.title) for each in choices])
    if form.ready():
        chosen = next(each for each in choices if str(each.line.id) == form["session"].data)
        back = url_for("onboarding.application", reference=reference)

        def create() -> str:
            _book(chosen, application, by)
            return back

        try:
            create_once(form, purpose=f"{back}/appointment", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            return redirect(back, code=303)
    return render_template("appointments/book_for.html", application=application, choices=choices, form=form)


def _book(chosen: Choice, application: Application, by: Viewer) -> None:
    if chosen.refusals:
        raise Refused(chosen.refusals)
    if chosen.moves_from is not None:
        service.move_booking(chosen.moves_from, chosen.line.id, by=by)
        flash(f"{application.name} has moved, and is told.")
        return
    booking = service.join_waiting_list(chosen.line.id, application.id, by=by)
    if booking.state is BookingState.WAITING:
        flash(f"Every place is taken: {application.name} is on the waiting list.")
    else:
        flash(f"{application.name} has a place, and is told.")


def _application(reference: str, by: Viewer) -> Application:
    found = get_application(reference, by)
    if not by.may_in(EDIT, found.strand, found.area) or found.account_id == by.account_id:
        raise NotFound(f"no application {reference!r} for this viewer")
    return found


def _area(session: Session) -> tuple[str | None, list[tuple[str, str]]]:
    """Whose applications are listed: of the session's own area, or for a course of all, unless others are asked for."""
    areas = [(EVERYWHERE, "All areas"), *((each.code, each.name) for each in current_app.config["FORCE"].areas)]
    asked = asked_choice("area", areas) or (EVERYWHERE if session.kind is SessionKind.COURSE else session.area)
    return (None if asked == EVERYWHERE else asked), areas


def _usual_answer(session: Session) -> date:
    """A week to answer, or until two days before the session where it is sooner; never before today."""
    latest = clock.on(session.starts_at) - timedelta(days=2)
    return max(clock.today(), min(clock.today() + timedelta(days=DAYS_TO_ANSWER), latest))


def _words(session: Session) -> str:
    free = session.capacity - session.taken
    return f"{when_of(session)}, {session.place} ({counted(free, 'place') if free else 'full'})"
