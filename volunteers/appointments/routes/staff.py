"""The sessions of a viewer's strands and areas: the list by day, one session, and calling it off."""

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers.appointments import service
from volunteers.appointments.forms.people import GiveForm, WhyForm
from volunteers.appointments.models import SessionKind
from volunteers.appointments.queries.people import SessionFile, get_session_file
from volunteers.appointments.queries.sessions import count_unmarked, get_session, list_sessions
from volunteers.appointments.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.filters import counted
from volunteers.web.once import create_once

EDIT = Permission.APPOINTMENT_EDIT
AGAIN = "Look at the session again"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what is not known narrows nothing."""

    strand: str | None
    area: str | None
    kind: str | None
    past: bool

    def as_query(self) -> dict[str, str]:
        """As they stand in the address of the next page."""
        given = {
            "strand": self.strand, "area": self.area, "kind": self.kind, "when": "past" if self.past else None,
        }  # fmt: skip
        return {name: value for name, value in given.items() if value}


@bp.get("/staff/appointments")
@needs(EDIT)
def staff_sessions() -> str:
    """Sessions of their scope by day with the places taken, narrowed by strand, area, kind, and whether over."""
    by = viewer()
    strands = [(each.code.value, each.name) for each in all_strands() if by.may_in_strand(EDIT, each.code)]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    kinds = [(kind.value, kind.label) for kind in SessionKind]
    chosen = Filters(
        asked_choice("strand", strands), asked_choice("area", areas), asked_choice("kind", kinds),
        request.args.get("when") == "past",
    )  # fmt: skip
    found = list_sessions(
        by, strand=chosen.strand, area=chosen.area, kind=chosen.kind, past=chosen.past,
        after=asked_number("after"),
    )  # fmt: skip
    return render_template(
        "appointments/staff_sessions.html", found=found, strands=strands, areas=areas, kinds=kinds, chosen=chosen,
        unmarked=count_unmarked(by),
    )  # fmt: skip


@bp.get("/staff/appointments/<int:session_id>")
@needs(EDIT)
def staff_session(session_id: int) -> str:
    """Who comes, who waits, who was invited, and what may be done with the session."""
    return render_template("appointments/staff_session.html", found=_file(session_id), form=GiveForm())


@bp.route("/staff/appointments/<int:session_id>/cancel", methods=["GET", "POST"])
@needs(EDIT)
def cancel_session(session_id: int) -> Answer:
    """Say who would be told, ask why, then call the session off."""
    found, form = _file(session_id), WhyForm()
    if form.ready():
        try:
            with unit_of_work():
                told = service.cancel_session(session_id, reason=form.reason.data, by=viewer())
        except Refused as fault:
            return _refused(session_id, fault)
        flash(f"The session is cancelled. {counted(told, 'person is', 'people are')} told.")
        return redirect(url_for(".staff_session", session_id=session_id), code=303)
    return render_template("appointments/cancel_session.html", found=found, form=form)


@bp.route("/staff/appointments/<int:session_id>/remove/<int:booking_id>", methods=["GET", "POST"])
@needs(EDIT)
def remove_person(session_id: int, booking_id: int) -> Answer:
    """Ask why, then take someone off; their place goes to the first who waits."""
    found, form = _file(session_id), WhyForm()
    person = found.person(booking_id)
    if person is None:
        raise NotFound(f"no live booking {booking_id} in session {session_id}")
    if form.ready():
        try:
            with unit_of_work():
                service.cancel_booking(booking_id, reason=form.reason.data, by=viewer())
        except Refused as fault:
            return _refused(session_id, fault)
        flash(f"{person.name} is taken off this session and told.")
        return redirect(url_for(".staff_session", session_id=session_id), code=303)
    return render_template("appointments/remove_person.html", found=found, person=person, form=form)


@bp.post("/staff/appointments/<int:session_id>/give/<int:application_id>")
@needs(EDIT)
def give_place(session_id: int, application_id: int) -> Answer:
    """Give someone who waits a free place, also past the cut-off, when none is given by itself."""
    here, form, by = url_for(".staff_session", session_id=session_id), GiveForm(), viewer()
    if not form.ready():
        return render_template("appointments/staff_session.html", found=_file(session_id), form=form)

    def give() -> str:
        service.book(session_id, application_id, by=by)
        return here

    try:
        create_once(form, purpose=f"{here}/{application_id}", account_id=by.account_id, create=give)
    except Refused as fault:
        return _refused(session_id, fault)
    flash("They have a place now, and are told.")
    return redirect(here, code=303)


def _file(session_id: int) -> SessionFile:
    return get_session_file(get_session(session_id, viewer()), viewer())


def _refused(session_id: int, fault: Refused) -> tuple[str, int]:
    back = url_for(".staff_session", session_id=session_id)
    return refused_page(fault, layout=STAFF, back=back, back_words=AGAIN)
