"""Those who ask for a place on a duty, and a supervisor's answers."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import ReasonForm
from volunteers.rosters.queries.requests import RequestLine, list_requests
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm

BACK = "Look at the requests again"


@bp.get("/staff/duties/<int:duty_id>/requests")
@needs(Permission.DUTY_ASSIGN)
def requests(duty_id: int) -> str:
    """Who asks, who was on duty least first, with what stands in the way of each."""
    by = viewer()
    lines, duty = list_requests(duty_id, by), queries.get_staff_duty(duty_id, by)
    return render_template("rosters/requests.html", duty=duty, lines=lines, form=ButtonForm())


@bp.post("/staff/duties/<int:duty_id>/requests/<int:sign_up_id>/approve")
@needs(Permission.DUTY_ASSIGN)
def approve_request(duty_id: int, sign_up_id: int) -> Answer:
    """Give the place."""
    here, form = url_for("rosters.requests", duty_id=duty_id), ButtonForm()
    if form.ready():
        line = _line(duty_id, sign_up_id)
        try:
            with unit_of_work():
                service.approve(sign_up_id, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=here, back_words=BACK)
        flash(f"{line.name} has the place and has been told.")
    return redirect(here, code=303)


@bp.route("/staff/duties/<int:duty_id>/requests/<int:sign_up_id>/turn-down", methods=["GET", "POST"])
@needs(Permission.DUTY_ASSIGN)
def turn_down_request(duty_id: int, sign_up_id: int) -> Answer:
    """Ask why not, then tell them."""
    here, form, by = url_for("rosters.requests", duty_id=duty_id), ReasonForm(), viewer()
    line, duty = _line(duty_id, sign_up_id), queries.get_staff_duty(duty_id, by)
    if form.ready():
        try:
            with unit_of_work():
                service.turn_down(sign_up_id, reason=form.reason.data, by=by)
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=here, back_words=BACK)
        flash(f"{line.name} has been told.")
        return redirect(here, code=303)
    return render_template("rosters/requests_turn_down.html", duty=duty, line=line, form=form)


def _line(duty_id: int, sign_up_id: int) -> RequestLine:
    for line in list_requests(duty_id, viewer()):
        if line.sign_up_id == sign_up_id:
            return line
    raise NotFound(f"no request {sign_up_id} on duty {duty_id} for this viewer")
