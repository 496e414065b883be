"""What a telephone needs to book on without a signal: a page it may keep, a script that keeps it, and where to send.

Nothing of this is personal: the page and the script are the same for everyone, and what is sent back says only whether
a press was taken.
"""

from flask import jsonify, make_response, render_template, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.attendance import service
from volunteers.attendance.forms import read_queued
from volunteers.attendance.models import BookingSource, DutyBooking
from volunteers.attendance.queries.duties import get_own
from volunteers.attendance.routes.blueprint import BOOK, bp, signing_key
from volunteers.attendance.routes.own import to_you
from volunteers.attendance.rules.duty_codes import whose
from volunteers.errors import Refused
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, public, viewer
from volunteers.web.forms import ButtonForm


@bp.get("/my-duties/without-signal")
@public
def without_signal() -> str:
    """The page shown while there is no signal; it holds nobody's data."""
    return render_template("attendance/without_signal.html")


@bp.get("/my-duties/worker.js")
@public
def worker() -> Response:
    """The service worker; its place lets it answer for the pages under /my-duties."""
    response = make_response(render_template("attendance/worker.js"))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/my-duties/press-token")
@needs(BOOK)
def press_token() -> Response:
    """A fresh token to send a kept press with, and the mark of whose presses may be sent now."""
    return jsonify(token=generate_csrf(), whose=whose(viewer().account_id, key=signing_key()))


@bp.post("/my-duties/<int:duty_id>/presses")
@needs(BOOK)
def send_press(duty_id: int) -> tuple[Response, int]:
    """Take a press that was kept. Sent again it is the same one; what cannot count is said in words."""
    duty, form, press = get_own(duty_id, viewer()), ButtonForm(), read_queued(request.form)
    if not form.ready():
        return jsonify(state="again"), 400
    if press is None:
        return jsonify(state="refused", words="That press could not be read. Book on or off again."), 422
    try:
        with unit_of_work():
            entry = service.book(
                duty.sign_up_id, what=press.what, at=clock.now(), source=BookingSource.PHONE, key=press.key,
                by=viewer(), device_at=press.device_at, sent_at=press.sent_at,
            )  # fmt: skip
    except Refused as fault:
        return jsonify(state="refused", words=" ".join(to_you(one).message for one in fault.refusals)), 200
    return jsonify(state=_state(entry), words=entry.outcome_words), 200


def _state(entry: DutyBooking) -> str:
    return entry.outcome.value
