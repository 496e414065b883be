"""The units, for administrators: those of an area, adding one, renaming and moving it, and ending it."""

from flask import current_app, redirect, render_template, url_for

from volunteers.errors import Conflict, Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.places import service
from volunteers.places.forms import UnitForm, new_unit_form, unit_form
from volunteers.places.models import Unit, UnitKind
from volunteers.places.queries import get_unit, list_units
from volunteers.places.routes.blueprint import Answer, bp
from volunteers.places.rules.uses import Where
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.forms import VersionForm
from volunteers.web.lists import done_words
from volunteers.web.once import create_once

LIST = "/staff/reference/units"
KINDS = {UnitKind.STATION: "Station team", UnitKind.CADET_UNIT: "Cadet unit", UnitKind.SCHEME: "Scheme"}


@bp.get(LIST)
@needs(Permission.REFERENCE_EDIT)
def units() -> str:
    """The units there are now by area, of one area when it is chosen, then those that ended."""
    names = current_force().area_names
    area = asked_choice("area", list(names.items()))
    offered, ended = list_units(area=area), list_units(area=area, ended=True)
    return render_template(
        "places/units.html", offered=offered, ended=ended, names=names, area=area, what=_what,
        schemes=url_for("onboarding.schemes") if _may_see_schemes() else None,
        done=done_words([(str(each.id), each.name) for each in (*offered, *ended)]),
    )  # fmt: skip


@bp.route(f"{LIST}/new", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def new_unit() -> Answer:
    """Add a unit, once."""
    form, by = new_unit_form(asked_choice("area", list(current_force().area_names.items()))), viewer()

    def make() -> str:
        return _back("added", service.add_unit(form.chosen, str(form.area.data), form.draft(), by=by))

    if form.ready():
        try:
            return redirect(create_once(form, purpose="unit", account_id=by.account_id, create=make), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("places/unit.html", form=form, kept=None, changed=None, uses=(), about="")


@bp.route(f"{LIST}/<int:unit_id>", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def unit(unit_id: int) -> Answer:
    """Rename or move a unit. What was typed stays when someone else was quicker."""
    form = unit_form(get_unit(unit_id))
    if form.ready():
        try:
            with unit_of_work():
                changed = service.change_unit(unit_id, form.draft(), version=form.seen, by=viewer())
                back = _back("changed", changed)
            return redirect(back, code=303)
        except Conflict as conflict:
            return _page(unit_id, form, conflict, changed=True)
        except Refused as refused:
            return _page(unit_id, form, refused)
    return _page(unit_id, form)


@bp.post(f"{LIST}/<int:unit_id>/end")
@needs(Permission.REFERENCE_EDIT)
def end_unit(unit_id: int) -> Answer:
    """Offer a unit for nothing new."""
    return _press(unit_id, "ended")


@bp.post(f"{LIST}/<int:unit_id>/again")
@needs(Permission.REFERENCE_EDIT)
def open_unit_again(unit_id: int) -> Answer:
    """Offer an ended unit again."""
    return _press(unit_id, "again")


def _press(unit_id: int, done: str) -> Answer:
    form, refused = VersionForm(), None
    if form.ready():
        try:
            with unit_of_work():
                act = {"ended": service.end_unit, "again": service.open_unit_again}[done]
                back = _back(done, act(unit_id, version=form.seen, by=viewer()))
            return redirect(back, code=303)
        except Refused as fault:
            refused = fault
    return _page(unit_id, unit_form(get_unit(unit_id)), refused)


def _page(unit_id: int, form: UnitForm, refused: Refused | None = None, *, changed: bool = False) -> str:
    """One unit with what is there; after a clash with what it says now, so that the next save is meant."""
    kept = get_unit(unit_id)
    if refused is not None:
        form.refuse(refused.refusals)
    if changed:
        form.version.data = str(kept.version)
    about = f"{_what(kept)}, {current_force().area_names.get(kept.area, kept.area)}"
    return render_template(
        "places/unit.html", form=form, kept=kept, changed=kept if changed else None, about=about,
        uses=service.uses_of(Where(unit_id=unit_id)),
    )  # fmt: skip


def _what(row: Unit) -> str:
    """Station team, Cadet unit, or a scheme with its strand."""
    if row.kind is UnitKind.SCHEME and row.strand:
        return f"{get_strand(row.strand).name} scheme"
    return KINDS[row.kind]


def _may_see_schemes() -> bool:
    """Schemes of Community SpeedWatch are formed and looked after by coordinators, on pages of their own."""
    return viewer().may(Permission.APPLICATION_MOVE) and "onboarding.schemes" in current_app.view_functions


def _back(done: str, row: Unit) -> str:
    return url_for("places.units", area=row.area, done=done, which=row.id)
