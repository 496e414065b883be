"""Marking everyone in a session on one page."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.appointments import service
from volunteers.appointments.forms.attendance import AttendanceForm, attendance_form
from volunteers.appointments.queries.people import get_session_file
from volunteers.appointments.queries.sessions import get_session
from volunteers.appointments.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.appointments.routes.staff import AGAIN, EDIT
from volunteers.errors import Refused
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/appointments/<int:session_id>/attendance", methods=["GET", "POST"])
@needs(EDIT)
def attendance(session_id: int) -> Answer:
    """What can be written down is; of whom it cannot, the page says why and keeps what was typed of them."""
    found = get_session_file(get_session(session_id, viewer()), viewer())
    here, form = url_for(".staff_session", session_id=session_id), attendance_form(found)
    if not form.ready():
        return render_template("appointments/attendance.html", found=found, form=form)
    marks = form.marks(found.placed, everyone=request.form.get("everyone") == "yes")
    try:
        with unit_of_work():
            not_done = service.mark_attendance(session_id, marks, by=viewer())
    except Refused as fault:
        return refused_page(fault, layout=STAFF, back=here, back_words=AGAIN)
    if not_done:
        return _again(session_id, not_done)
    flash("Attendance is saved.")
    return redirect(here, code=303)


def _again(session_id: int, not_done: list[service.NotDone]) -> str:
    """The page anew: what was saved as it stands now, and of the others what was typed."""
    found = get_session_file(get_session(session_id, viewer()), viewer())
    form: AttendanceForm = attendance_form(found)
    form.show(not_done, found.placed)
    return render_template("appointments/attendance.html", found=found, form=form)
