"""The areas of the force, for administrators: see them, add one, rename and move them, and end one."""

from flask import redirect, render_template, url_for

from volunteers.errors import Conflict, NotFound, Refused
from volunteers.forces import service
from volunteers.forces.queries import current_force, list_kept_areas
from volunteers.forces.rules import Area
from volunteers.permissions import Permission
from volunteers.places.forms import AreaForm, area_form
from volunteers.places.queries import count_units
from volunteers.places.routes.blueprint import Answer, bp
from volunteers.places.rules.uses import Where
from volunteers.places.service import uses_of
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import VersionForm
from volunteers.web.lists import done_words
from volunteers.web.once import create_once

LIST = "/staff/reference/areas"


@bp.get(LIST)
@needs(Permission.REFERENCE_EDIT)
def areas() -> str:
    """Every area with its units, those there are now first."""
    every = current_force().known_areas
    return render_template(
        "places/areas.html", units=count_units(),
        offered=[each for each in every if not each.is_ended], ended=[each for each in every if each.is_ended],
        done=done_words([(each.code, each.name) for each in every]),
    )  # fmt: skip


@bp.route(f"{LIST}/new", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def new_area() -> Answer:
    """Add an area, once."""
    form, by = area_form(current_force().areas), viewer()

    def make() -> str:
        return _back("added", service.add_area(form.draft(), by=by).code)

    if form.ready():
        try:
            return redirect(create_once(form, purpose="area", account_id=by.account_id, create=make), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("places/area.html", form=form, kept=None, changed=None, uses=())


@bp.route(f"{LIST}/<code>", methods=["GET", "POST"])
@needs(Permission.REFERENCE_EDIT)
def area(code: str) -> Answer:
    """Rename or move an area. What was typed stays when someone else was quicker."""
    form = _form(code)
    if form.ready():
        try:
            with unit_of_work():
                service.change_area(code, form.draft(), version=form.seen, by=viewer())
            return redirect(_back("changed", code), code=303)
        except Conflict as conflict:
            return _page(code, form, conflict, changed=True)
        except Refused as refused:
            return _page(code, form, refused)
    return _page(code, form)


@bp.post(f"{LIST}/<code>/end")
@needs(Permission.REFERENCE_EDIT)
def end_area(code: str) -> Answer:
    """Offer an area for nothing new."""
    return _press(code, "ended")


@bp.post(f"{LIST}/<code>/again")
@needs(Permission.REFERENCE_EDIT)
def offer_area_again(code: str) -> Answer:
    """Offer an ended area again."""
    return _press(code, "again")


def _press(code: str, done: str) -> Answer:
    form, refused = VersionForm(), None
    if form.ready():
        try:
            with unit_of_work():
                if done == "ended":
                    service.end_area(code, version=form.seen, uses=lambda: uses_of(Where(area=code)), by=viewer())
                else:
                    service.offer_area_again(code, version=form.seen, by=viewer())
            return redirect(_back(done, code), code=303)
        except Refused as fault:
            refused = fault
    return _page(code, _form(code), refused)


def _page(code: str, form: AreaForm, refused: Refused | None = None, *, changed: bool = False) -> str:
    """One area with what is there; after a clash with what it says now, so that the next save is meant."""
    kept, version = _area(code)
    if refused is not None:
        form.refuse(refused.refusals)
    if changed:
        form.version.data = str(version)
    return render_template(
        "places/area.html", form=form, kept=kept, version=version, changed=kept if changed else None,
        uses=uses_of(Where(area=code)),
    )  # fmt: skip


def _form(code: str) -> AreaForm:
    kept, version = _area(code)
    return area_form(current_force().areas, kept, version=version)


def _area(code: str) -> tuple[Area, int]:
    """An area and its version: 1 for one of the force file, as it is once it is kept. Raises ``NotFound``."""
    found = next((each for each in current_force().known_areas if each.code == code), None)
    if found is None:
        raise NotFound(f"no area {code!r}")
    return found, next((row.version for row in list_kept_areas() if row.code == code), 1)


def _back(done: str, which: str) -> str:
    return url_for("places.areas", done=done, which=which)
