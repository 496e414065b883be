"""Staff's page of one person on a duty: all that was said, corrections, absence and safety."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers.attendance import service
from volunteers.attendance.forms import CorrectForm, SafeForm, absence_form
from volunteers.attendance.models import BookingSource
from volunteers.attendance.queries.duties import get_for_staff
from volunteers.attendance.routes.blueprint import RECORD, Answer, bp
from volunteers.attendance.routes.leading import find_person
from volunteers.errors import Refused
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm


@bp.route("/staff/duties/<int:duty_id>/attendance/<int:sign_up_id>", methods=["GET", "POST"])
@needs(RECORD)
def person(duty_id: int, sign_up_id: int) -> Answer:
    """Everything that was said of one person's coming and going, and a correction with its reason."""
    duty, form = get_for_staff(duty_id, viewer()), CorrectForm()
    found = find_person(duty, sign_up_id, with_entries=True)
    if form.ready():
        near = (found.off if form.which.data == "off" else found.on) or duty.starts_at
        at = form.moment(near)
        if not form.problems():
            try:
                with unit_of_work():
                    service.correct(
                        sign_up_id, what=form.what, at=at, reason=form.reason.data, source=BookingSource.STAFF,
                        key=str(form.once.data), by=viewer(),
                    )  # fmt: skip
                flash("The correction is saved.")
                return _back(duty_id, sign_up_id)
            except Refused as fault:
                form.refuse(fault.refusals)
    return render_template("attendance/person.html", duty=duty, person=found, form=form, button=ButtonForm())


@bp.route("/staff/duties/<int:duty_id>/attendance/<int:sign_up_id>/absence", methods=["GET", "POST"])
@needs(RECORD)
def absence(duty_id: int, sign_up_id: int) -> Answer:
    """Note that someone did not come, and why."""
    duty = get_for_staff(duty_id, viewer())
    found, form = find_person(duty, sign_up_id), absence_form(list_reasons(ReasonKind.ABSENCE, duty.strand))
    if form.ready():
        try:
            with unit_of_work():
                service.note_absence(
                    sign_up_id, reason_code=form.reason.data, note=form.note.data or "", by=viewer(),
                    source=BookingSource.STAFF,
                )  # fmt: skip
            return redirect(url_for("attendance.of_duty", duty_id=duty_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("attendance/absence.html", duty=duty, person=found, form=form, leads=False)


@bp.post("/staff/duties/<int:duty_id>/attendance/<int:sign_up_id>/came")
@needs(RECORD)
def came(duty_id: int, sign_up_id: int) -> Answer:
    """Take back that someone did not come; the times they came are entered with everyone's."""
    duty = get_for_staff(duty_id, viewer())
    find_person(duty, sign_up_id)
    if ButtonForm().ready():
        with unit_of_work():
            service.end_absence(sign_up_id, by=viewer())
    return redirect(url_for("attendance.of_duty", duty_id=duty_id), code=303)


@bp.route("/staff/duties/<int:duty_id>/attendance/<int:sign_up_id>/safe", methods=["GET", "POST"])
@needs(RECORD)
def safe(duty_id: int, sign_up_id: int) -> Answer:
    """Note that someone who was not booked off is safe."""
    duty, form = get_for_staff(duty_id, viewer()), SafeForm()
    found = find_person(duty, sign_up_id)
    if form.ready():
        try:
            with unit_of_work():
                service.note_safe(sign_up_id, words=form.words.data, by=viewer())
            return redirect(url_for("attendance.not_booked_off"), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("attendance/safe.html", duty=duty, person=found, form=form, leads=False)


def _back(duty_id: int, sign_up_id: int) -> Response:
    return redirect(url_for("attendance.person", duty_id=duty_id, sign_up_id=sign_up_id), code=303)
