"""Cadets who turn 18: who they are, and what comes next for each."""

from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.people import service
from volunteers.people.forms.serving import MoveOnForm, with_seen
from volunteers.people.queries.turning import list_turning
from volunteers.people.routes.blueprint import bp
from volunteers.people.routes.saving import as_it_is_now, saved
from volunteers.people.routes.serving import EDIT, Touch, get_file
from volunteers.people.rules.moving_on import turns_18_on
from volunteers.permissions import CHILDRENS_STRAND
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice


@bp.get("/staff/volunteers/turning-18")
@needs(EDIT)
def turning_18() -> str:
    """Cadets in scope who turn 18 within 90 days, or have turned it; nobody for those not cleared for children."""
    areas = [(area.code, area.name) for area in current_force().areas]
    area = asked_choice("area", areas)
    rows = list_turning(viewer(), area=area)
    return render_template(
        "people/turning_18.html",
        waiting=[row for row in rows if not row.is_settled],
        settled=[row for row in rows if row.is_settled],
        areas=areas,
        area=area,
    )


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/move-on", methods=["GET", "POST"])
@needs(EDIT)
def move_on(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """What a cadet goes on to; their service ends on their 18th birthday, or today once that is past."""
    file, form = get_file(volunteer_id, period_id), MoveOnForm()
    if file.period.strand != CHILDRENS_STRAND:
        raise NotFound(f"service {period_id} is not a cadet's")
    with_seen(form, file)
    turns_on = turns_18_on(file.volunteer.birth_date)
    touch = Touch(file, "ended", max(turns_on, file.today), None)
    if not form.ready():
        return render_template("people/move_on.html", file=file, form=form, turns_on=turns_on, touch=touch)
    next_page = touch.next_page if touch.duties else url_for("people.turning_18")
    move = partial(
        service.move_on, volunteer_id, period_id=period_id, way=form.way.data, note=form.note.data or "", by=viewer(),
        seen=form.number_seen,
    )  # fmt: skip
    words = f"{file.volunteer.name} is moved on and told."
    if response := saved(form, move, next_page=lambda: next_page, done=words):
        return response
    file = as_it_is_now(form, file)
    return render_template("people/move_on.html", file=file, form=form, turns_on=turns_on, touch=touch), 409
