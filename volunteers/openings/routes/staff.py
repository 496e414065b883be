"""Openings for those who make them: the list, one opening, a new one, changing it and closing it early."""

from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.openings import queries, service
from volunteers.openings.forms import OpeningForm, change_opening_form, new_opening_form
from volunteers.openings.routes.blueprint import Answer, bp
from volunteers.openings.rules import is_open_all_year
from volunteers.people.queries.acts import Sought, list_acts
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

EDIT = Permission.OPENING_EDIT
ACTS_SHOWN = 20


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what is not known narrows nothing."""

    strand: str | None
    area: str | None
    past: bool

    def as_query(self) -> dict[str, str]:
        """As they stand in the address of the next page."""
        given = {"strand": self.strand, "area": self.area, "when": "past" if self.past else None}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Scope:
    """Where a viewer may make openings of a strand."""

    units: list[tuple[str, str]]
    for_all: bool

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.for_all)


@bp.get("/staff/openings")
@needs(EDIT)
def staff_openings() -> str:
    """The openings of their scope, with how many wait."""
    strands = [(strand.code.value, strand.name) for strand in all_strands()]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    chosen = Filters(asked_choice("strand", strands), asked_choice("area", areas), request.args.get("when") == "past")
    found = queries.list_staff_openings(
        viewer(), clock.today(), strand=chosen.strand, area=chosen.area, past=chosen.past, after=asked_number("after")
    )
    return render_template("openings/staff_openings.html", found=found, strands=strands, areas=areas, chosen=chosen)


@bp.get("/staff/openings/<int:opening_id>")
@needs(EDIT)
def staff_opening(opening_id: int) -> str:
    """One opening: how it stands, who waits, and what was done with it."""
    found = queries.get_staff_opening(opening_id, viewer(), clock.today())
    acts = list_acts(Sought(subject="opening", subject_id=opening_id), limit=ACTS_SHOWN)
    return render_template("openings/staff_opening.html", found=found, opening=found.line, acts=acts.rows)


@bp.get("/staff/openings/new")
@needs(EDIT)
def choose_strand() -> Answer:
    """Which kind of volunteering; not asked of someone who has one alone."""
    strands = [strand for strand in all_strands() if not _scope(strand, viewer()).is_empty]
    if len(strands) == 1:
        return redirect(url_for(".new_opening", slug=strands[0].slug), code=303)
    return render_template("openings/choose_strand.html", strands=strands)


@bp.route("/staff/openings/new/<slug>", methods=["GET", "POST"])
@needs(EDIT)
def new_opening(slug: str) -> Answer:
    """The page comes back as it was filled in until everything can be; then the new opening's page."""
    strand, by = get_by_slug(slug), viewer()
    scope = _scope(strand, by)
    if scope.is_empty:
        raise NotFound(f"{by.account_id} makes no openings of {strand.code}")
    form = new_opening_form(strand.code, scope.units, queries.role_choices(strand.code), for_all=scope.for_all)

    def create() -> str:
        said = form.data
        unit_id = int(said["unit_id"]) if said["unit_id"] else None
        plan = form.plan(strand.code.value, unit_id=unit_id, role=said.get("role") or None)
        return url_for(".staff_opening", opening_id=service.create_opening(plan, by=by).id)

    if form.ready():
        try:
            return redirect(create_once(form, purpose="opening", account_id=by.account_id, create=create), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("openings/new_opening.html", form=form, strand=strand)


@bp.route("/staff/openings/<int:opening_id>/change", methods=["GET", "POST"])
@needs(EDIT)
def change_opening(opening_id: int) -> Answer:
    """When someone else was faster, both versions are on the page and nothing typed is lost."""
    stored = queries.get_staff_opening(opening_id, viewer(), clock.today()).line
    form = change_opening_form(stored)
    if form.ready():
        try:
            with unit_of_work():
                _change(stored, form, viewer())
            return redirect(url_for(".staff_opening", opening_id=opening_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            stored = queries.get_staff_opening(opening_id, viewer(), clock.today()).line
            is_stale = isinstance(fault, Conflict)
            form.version.data = str(stored.version)
            page = render_template("openings/change_opening.html", form=form, opening=stored, is_stale=is_stale)
            return page, 409 if is_stale else 200
    return render_template("openings/change_opening.html", form=form, opening=stored, is_stale=False)


@bp.route("/staff/openings/<int:opening_id>/close", methods=["GET", "POST"])
@needs(EDIT)
def close_opening(opening_id: int) -> Answer:
    """Say who waits, then take no more applications."""
    found, form = queries.get_staff_opening(opening_id, viewer(), clock.today()), ButtonForm()
    if form.ready():
        with unit_of_work():
            service.close_opening(opening_id, by=viewer())
        return redirect(url_for(".staff_opening", opening_id=opening_id), code=303)
    return render_template("openings/close_opening.html", form=form, found=found, opening=found.line)


def _change(stored: queries.OpeningLine, form: OpeningForm, by: Viewer) -> None:
    plan = form.plan(stored.strand, unit_id=stored.unit_id, role=stored.role)
    service.edit_opening(stored.id, plan, version=int(form.version.data), by=by)


def _scope(strand: Strand, by: Viewer) -> Scope:
    """Their units, and whether an opening for the whole force is theirs to make and of use in this strand."""
    units = queries.units_in_scope(by, strand.code, queries.unit_choices(strand.code))
    return Scope(units, by.may_in(EDIT, strand.code, None) and is_open_all_year(strand.code))
