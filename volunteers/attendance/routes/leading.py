"""The page of whoever leads a duty: everyone on it, one press each."""

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.attendance import queries, service
from volunteers.attendance.forms import BookForm, SafeForm, absence_form
from volunteers.attendance.models import BookingSource
from volunteers.attendance.queries.duties import BookedDuty, get_led
from volunteers.attendance.queries.people import Attended
from volunteers.attendance.routes.blueprint import BOOK, Answer, bp
from volunteers.errors import NotFound, Refused
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer

ON = {"on": "is booked on", "off": "is booked off"}


@bp.get("/my-duties/<int:duty_id>/people")
@needs(BOOK)
def leading(duty_id: int) -> str:
    """Everyone on a duty that one leads."""
    return _page(get_led(duty_id, viewer()), BookForm())


@bp.post("/my-duties/<int:duty_id>/people/<int:sign_up_id>")
@needs(BOOK)
def leading_book(duty_id: int, sign_up_id: int) -> Answer:
    """Book one of them on or off, now."""
    duty, form = get_led(duty_id, viewer()), BookForm()
    person = _person(duty, sign_up_id)
    if not form.ready():
        return _page(duty, form), 400
    try:
        with unit_of_work():
            service.book(
                sign_up_id, what=form.booked, at=clock.now(), source=BookingSource.LEADER, key=str(form.once.data),
                by=viewer(),
            )  # fmt: skip
    except Refused as fault:
        form.refuse(fault.refusals)
        return _page(duty, form), 409
    flash(f"{person.name} {ON[form.booked.value]}.")
    return _back(duty_id)


@bp.route("/my-duties/<int:duty_id>/people/<int:sign_up_id>/absence", methods=["GET", "POST"])
@needs(BOOK)
def leading_absence(duty_id: int, sign_up_id: int) -> Answer:
    """Note that one of them did not come, and why."""
    duty = get_led(duty_id, viewer())
    person, form = _person(duty, sign_up_id), absence_form(list_reasons(ReasonKind.ABSENCE, duty.strand))
    if form.ready():
        try:
            with unit_of_work():
                service.note_absence(
                    sign_up_id, reason_code=form.reason.data, note=form.note.data or "", by=viewer(),
                    source=BookingSource.LEADER,
                )  # fmt: skip
            return _back(duty_id)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("attendance/absence.html", duty=duty, person=person, form=form, leads=True)


@bp.route("/my-duties/<int:duty_id>/people/<int:sign_up_id>/safe", methods=["GET", "POST"])
@needs(BOOK)
def leading_safe(duty_id: int, sign_up_id: int) -> Answer:
    """Note that someone who was not booked off is safe."""
    duty = get_led(duty_id, viewer())
    person, form = _person(duty, sign_up_id), SafeForm()
    if form.ready():
        try:
            with unit_of_work():
                service.note_safe(sign_up_id, words=form.words.data, by=viewer())
            return _back(duty_id)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("attendance/safe.html", duty=duty, person=person, form=form, leads=True)


def _page(duty: BookedDuty, form: BookForm) -> str:
    people = queries.get_attendance(duty.words.id)
    minutes = current_app.config["FORCE"].numbers.welfare_check_minutes
    return render_template(
        "attendance/leading.html", duty=duty, people=people, form=form, count=queries.count(people), minutes=minutes,
    )  # fmt: skip


def _person(duty: BookedDuty, sign_up_id: int) -> Attended:
    return find_person(duty, sign_up_id)


def find_person(duty: BookedDuty, sign_up_id: int, *, with_entries: bool = False) -> Attended:
    """One of those on the duty; otherwise ``NotFound``."""
    people = queries.get_attendance(duty.words.id, with_entries=with_entries)
    found = next((one for one in people if one.sign_up_id == sign_up_id), None)
    if found is None:
        raise NotFound(f"no place {sign_up_id} on duty {duty.words.id}")
    return found


def _back(duty_id: int) -> Response:
    return redirect(url_for("attendance.leading", duty_id=duty_id), code=303)
