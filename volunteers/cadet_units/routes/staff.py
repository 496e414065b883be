"""Cadet units for staff: what comes next, who still needs a form, and asking for it."""

from flask import flash, redirect, render_template, url_for

from volunteers.cadet_units import queries, service
from volunteers.cadet_units.forms import PaperForm
from volunteers.cadet_units.routes.blueprint import Answer, bp
from volunteers.cadet_units.service import Asked
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted
from volunteers.web.forms import ButtonForm

TAKE = Permission.REGISTER_TAKE
NIGHT = "/staff/cadet-units/nights/<int:duty_id>"


@bp.get("/staff/cadet-units")
@needs(TAKE)
def units() -> str:
    """The units in scope, each with its next night."""
    return render_template("cadet_units/units.html", units=queries.list_units(viewer()))


@bp.get("/staff/cadet-units/<int:unit_id>")
@needs(TAKE)
def unit(unit_id: int) -> str:
    """One unit: the next nights, those of the last weeks, and its cadets."""
    return render_template("cadet_units/unit.html", unit=queries.get_unit(unit_id, viewer()))


@bp.get(NIGHT)
@needs(TAKE)
def night(duty_id: int) -> str:
    """One night: who comes with what form, and whether enough adults are planned."""
    return render_template("cadet_units/night.html", night=queries.get_night(duty_id, viewer()), form=ButtonForm())


@bp.post(f"{NIGHT}/ask")
@needs(TAKE)
def ask(duty_id: int) -> Answer:
    """Ask for every form that nobody was asked for."""
    return _ask(duty_id, again=False)


@bp.post(f"{NIGHT}/ask-again")
@needs(TAKE)
def ask_again(duty_id: int) -> Answer:
    """Ask once more where no answer came."""
    return _ask(duty_id, again=True)


@bp.route(f"{NIGHT}/forms/<int:sign_up_id>", methods=["GET", "POST"])
@needs(TAKE)
def paper(duty_id: int, sign_up_id: int) -> Answer:
    """How the form of one cadet stands; one that came on paper is noted here."""
    found = queries.get_night(duty_id, viewer())
    cadet, form, status = queries.get_cadet(found, sign_up_id), PaperForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.note_paper(
                    duty_id, sign_up_id, kept=form.kept.data, may_go_home_alone=form.go_home.data == "yes",
                    photographs=form.photographs.data == "yes", by=viewer(),
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"The form of {cadet.name} is noted.")
            return redirect(url_for(".night", duty_id=duty_id), code=303)
    return render_template("cadet_units/paper.html", night=found, cadet=cadet, form=form), status


@bp.get(f"{NIGHT}/forms/<int:sign_up_id>/health")
@needs(Permission.HEALTH_READ)
def health(duty_id: int, sign_up_id: int) -> str:
    """What a guardian wrote for this night. That it was opened stands in the history before any of it is shown."""
    found = queries.get_night(duty_id, viewer(), needs=Permission.HEALTH_READ)
    cadet = queries.get_cadet(found, sign_up_id)
    if cadet.form.own is not None:
        with unit_of_work():
            service.note_health_read(cadet.form.own, by=viewer())
    rows = queries.health_of(cadet.form.own) if cadet.form.own else []
    return render_template("cadet_units/health.html", night=found, cadet=cadet, rows=rows)


def _ask(duty_id: int, *, again: bool) -> Answer:
    form = ButtonForm()
    if form.ready():
        try:
            with unit_of_work():
                flash(_words(service.ask(duty_id, again=again, by=viewer())))
        except Refused as refused:
            form.refuse(refused.refusals)
        else:
            return redirect(url_for(".night", duty_id=duty_id), code=303)
    return render_template("cadet_units/night.html", night=queries.get_night(duty_id, viewer()), form=form), 409


def _words(asked: Asked) -> str:
    said = [f"We have asked for {counted(asked.sent, 'form')}." if asked.sent else "Nobody new was asked."]
    if asked.too_soon:
        said.append(f"{counted(asked.too_soon, 'guardian')} had a letter within the last day.")
    if asked.nobody:
        said.append(f"There is nobody we may write to for {', '.join(asked.nobody)}: get the form on paper.")
    return " ".join(said)
