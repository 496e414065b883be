"""New sessions, one or several in a row, and changing one."""

from flask import current_app, flash, redirect, render_template, url_for

from volunteers.appointments import service
from volunteers.appointments.forms.session import SessionForm, session_form
from volunteers.appointments.models import Session
from volunteers.appointments.queries.sessions import get_session, list_units
from volunteers.appointments.routes.blueprint import Answer, bp
from volunteers.appointments.routes.staff import EDIT
from volunteers.appointments.rules.purposes import purposes_of
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Viewer
from volunteers.strands.queries import all_strands, current_strand, get_by_slug
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.once import create_once


@bp.get("/staff/appointments/new")
@needs(EDIT)
def choose_strand() -> Answer:
    """Which kind of volunteering; not asked of someone who has one alone."""
    strands = [strand for strand in all_strands() if _areas(strand.code, viewer())]
    if len(strands) == 1:
        return redirect(url_for(".new_session", slug=strands[0].slug), code=303)
    return render_template("appointments/choose_strand.html", strands=strands)


@bp.route("/staff/appointments/new/<slug>", methods=["GET", "POST"])
@needs(EDIT)
def new_session(slug: str) -> Answer:
    """The page comes back as it was filled in until everything can be; then the first new session's page."""
    strand, by = current_strand(get_by_slug(slug).code), viewer()
    if not _areas(strand.code, by):
        raise NotFound(f"{by.account_id} makes no sessions of {strand.code}")
    form = _form(strand, by)
    times = form.times() if form.ready() else None
    if times is not None:
        plan, (count, gap) = form.plan(strand.code, times), form.slots

        def create() -> str:
            made = service.make_sessions(plan, count=count, gap_minutes=gap, by=by)
            return url_for(".staff_session", session_id=made[0].id)

        try:
            there = create_once(form, purpose="appointment session", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("The session is made." if count == 1 else f"{counted(count, 'session is', 'sessions are')} made.")
            return redirect(there if count == 1 else url_for(".staff_sessions", strand=strand.code), code=303)
    return render_template("appointments/new_session.html", strand=strand, form=form)


@bp.route("/staff/appointments/<int:session_id>/change", methods=["GET", "POST"])
@needs(EDIT)
def change_session(session_id: int) -> Answer:
    """Change it, and tell those it matters to; where someone else was faster, nothing typed is lost."""
    stored, by = get_session(session_id, viewer()), viewer()
    strand = current_strand(stored.strand)
    form = _form(strand, by, stored)
    times = form.times() if form.ready() else None
    if times is not None:
        plan = form.plan(strand.code, times, known=stored)
        try:
            with unit_of_work():
                service.change_session(session_id, plan, seen_revision=int(form["revision"].data), by=by)
        except Refused as fault:
            form.refuse(fault.refusals)
            form["revision"].data = str(get_session(session_id, by).revision)
            page = render_template("appointments/change_session.html", strand=strand, form=form, session=stored)
            return page, 409 if isinstance(fault, Conflict) else 200
        flash("The session is changed.")
        return redirect(url_for(".staff_session", session_id=session_id), code=303)
    return render_template("appointments/change_session.html", strand=strand, form=form, session=stored)


def _form(strand: Strand, by: Viewer, known: Session | None = None) -> SessionForm:
    areas = _areas(strand.code, by)
    units = list_units(strand.code, [code for code, _ in areas])
    usual = current_force().numbers.appointment_cut_off_hours
    return session_form(purposes_of(strand), areas, units, usual_cut_off=usual, known=known)


def _areas(strand: str, by: Viewer) -> list[tuple[str, str]]:
    areas = current_app.config["FORCE"].areas
    return [(area.code, area.name) for area in areas if by.may_in(EDIT, strand, area.code)]
