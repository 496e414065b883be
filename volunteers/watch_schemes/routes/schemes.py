"""Schemes for staff: the list, one scheme, registering, reviewing, handing over and closing."""

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.people.queries.acts import Sought, list_acts
from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import CloseForm, HandOverForm, RegisterForm, listed
from volunteers.watch_schemes.queries.staff import TO_SEE_TO, Newcomer
from volunteers.watch_schemes.routes.blueprint import EDIT, Answer, bp
from volunteers.watch_schemes.rules import SchemeState
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.fields import tidy
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

STATES = ((TO_SEE_TO, "To see to"), *((state.value, state.label) for state in SchemeState))
ACTS_SHOWN = 12


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what is not known narrows nothing."""

    find: str
    area: str | None
    state: str | None

    def as_query(self) -> dict[str, str]:
        given = {"find": self.find, "area": self.area, "state": self.state}
        return {name: value for name, value in given.items() if value}


@bp.get("/staff/watch-schemes")
@needs(EDIT)
def schemes() -> str:
    """The schemes in scope, those who wait for one, and what each area adds up to."""
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    find = (tidy(request.args.get("find", "")) or "")[:80]
    chosen = Filters(find, asked_choice("area", areas), asked_choice("state", STATES))
    found = queries.list_schemes(
        viewer(), area=chosen.area, state=chosen.state, find=chosen.find, after=asked_number("after")
    )  # fmt: skip
    return render_template(
        "watch_schemes/schemes.html", found=found, chosen=chosen, areas=areas, states=STATES,
        numbers=queries.count_by_area(viewer()), newcomers=queries.list_without_scheme(viewer()),
        reports=len(queries.list_staff_reports(viewer())),
    )  # fmt: skip


@bp.get("/staff/watch-schemes/<int:scheme_id>")
@needs(EDIT)
def scheme(scheme_id: int) -> str:
    """One scheme: how it stands, households as numbers, and what was done."""
    found = queries.get_staff_scheme(scheme_id, viewer())
    acts = list_acts(Sought(subject="watch_scheme", subject_id=scheme_id), limit=ACTS_SHOWN)
    streets = queries.list_streets(scheme_id)
    return render_template("watch_schemes/scheme.html", found=found, streets=streets, acts=acts.rows, form=ButtonForm())


@bp.route("/staff/watch-schemes/register/<int:volunteer_id>", methods=["GET", "POST"])
@needs(EDIT)
def register_scheme(volunteer_id: int) -> Answer:
    """The scheme that someone applied to start, filled in from their application: one press registers it."""
    found = queries.get_applicant(volunteer_id, viewer())
    form = RegisterForm(name=_name_for(found), estimated=found.estimated, streets="\n".join(found.streets))

    def create() -> str:
        return url_for(".scheme", scheme_id=service.register_scheme(volunteer_id, form.plan, by=viewer()).id)

    if form.ready():
        try:
            address = create_once(form, purpose="watch scheme", account_id=viewer().account_id, create=create)
            flash("The scheme is registered, and its coordinator is told.")
            return redirect(address, code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("watch_schemes/register_scheme.html", form=form, found=found)


@bp.post("/staff/watch-schemes/<int:scheme_id>/review")
@needs(EDIT)
def review_scheme(scheme_id: int) -> Answer:
    """It runs."""
    queries.get_staff_scheme(scheme_id, viewer())
    if ButtonForm().ready():
        try:
            with unit_of_work():
                service.review_scheme(scheme_id, by=viewer())
            flash("The review is written down.")
        except Refused as fault:
            flash(fault.refusals[0].message, "problem")
    return redirect(url_for(".scheme", scheme_id=scheme_id), code=303)


@bp.route("/staff/watch-schemes/<int:scheme_id>/hand-over", methods=["GET", "POST"])
@needs(EDIT)
def hand_over(scheme_id: int) -> Answer:
    """Someone who has no scheme looks after this one."""
    found, form = queries.get_staff_scheme(scheme_id, viewer()), HandOverForm()
    free = [one for one in queries.list_without_scheme(viewer()) if one.area == found.scheme.unit.area]
    form.volunteer.choices = listed([("", "Choose"), *((str(one.volunteer_id), one.name) for one in free)])
    if form.ready():
        try:
            with unit_of_work():
                service.hand_over(scheme_id, int(form.volunteer.data), by=viewer())
            flash("The scheme has a coordinator, who is told.")
            return redirect(url_for(".scheme", scheme_id=scheme_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("watch_schemes/hand_over.html", form=form, found=found, free=free)


@bp.route("/staff/watch-schemes/<int:scheme_id>/close", methods=["GET", "POST"])
@needs(EDIT)
def close_scheme(scheme_id: int) -> Answer:
    """Say what is erased, then close it."""
    found, form = queries.get_staff_scheme(scheme_id, viewer()), CloseForm()
    if form.ready():
        try:
            with unit_of_work():
                service.close_scheme(scheme_id, form.reason.data or "", by=viewer())
            flash("The scheme is closed, and its households are erased.")
            return redirect(url_for(".scheme", scheme_id=scheme_id), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("watch_schemes/close_scheme.html", form=form, found=found, today=clock.today())


def _name_for(found: Newcomer) -> str:
    """A name to begin with: the first street of theirs."""
    street = found.streets[0].partition(",")[0].rstrip("0123456789 ") if found.streets else ""
    return f"{street.removesuffix(' to').rstrip('0123456789 ')} Watch" if street else ""
