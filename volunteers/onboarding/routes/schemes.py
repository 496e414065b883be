"""SpeedWatch schemes: finding an applicant a place, forming one, its people and its sites."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.onboarding import queries
from volunteers.onboarding.forms.schemes import NEW, AssessmentForm, PlaceForm, SiteForm
from volunteers.onboarding.queries import schemes as found
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.service import schemes as service
from volunteers.permissions import Permission
from volunteers.places.queries import get_site
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

MOVE = Permission.APPLICATION_MOVE


@bp.get("/staff/schemes")
@needs(MOVE)
def schemes() -> str:
    """The schemes in scope, those that form first."""
    areas = [(area.code, area.name) for area in current_force().areas]
    area = asked_choice("area", areas)
    rows = found.list_schemes(viewer(), area=area)
    return render_template("onboarding/schemes.html", rows=rows, areas=areas, area=area)


@bp.route("/staff/schemes/<int:unit_id>", methods=["GET", "POST"])
@needs(MOVE)
def scheme(unit_id: int) -> ResponseReturnValue:
    """One scheme; its button starts it."""
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.start_scheme(unit_id, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The scheme runs from today.")
            return redirect(url_for("onboarding.scheme", unit_id=unit_id), code=303)
    line = found.get_scheme(unit_id, viewer())
    people = found.list_people(unit_id)
    return render_template("onboarding/scheme.html", scheme=line, people=people, form=form, today=clock.today()), status


@bp.route("/staff/applications/<reference>/scheme", methods=["GET", "POST"])
@needs(MOVE)
def place(reference: str) -> ResponseReturnValue:
    """Which scheme an applicant goes to; a new one takes the sites they named."""
    case = queries.get_case_file(reference, viewer())
    rows = found.list_schemes(viewer(), area=case.application.area)
    form, status = PlaceForm.among(rows, case.application.unit_id), 200
    if form.ready() and not form.refuse_unnamed():

        def create() -> str:
            number = case.application.id
            if form.scheme.data == NEW:
                unit = service.form_scheme_for(number, form.name.data, by=viewer())
                return url_for("onboarding.scheme", unit_id=unit.id)
            service.place_in_scheme(number, form.unit_id or 0, by=viewer())
            return url_for("onboarding.application", reference=reference)

        try:
            location = create_once(form, purpose="place_in_scheme", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"{case.application.name} is placed.")
            return redirect(location, code=303)
    return render_template("onboarding/place.html", case=case, rows=rows, form=form), status


@bp.route("/staff/schemes/<int:unit_id>/sites/new", methods=["GET", "POST"])
@needs(MOVE)
def new_site(unit_id: int) -> ResponseReturnValue:
    """One more site, to be assessed before anyone stands there."""
    line, form = found.get_scheme(unit_id, viewer()), SiteForm()
    if not form.ready():
        return render_template("onboarding/site_new.html", scheme=line, form=form)

    def create() -> str:
        service.name_site(
            unit_id, road=form.road.data, place=form.place.data, speed_limit=int(form.speed_limit.data), by=viewer()
        )
        return url_for("onboarding.scheme", unit_id=unit_id, _anchor="sites")

    location = create_once(form, purpose="site_named", account_id=viewer().account_id, create=create)
    flash("The site is added. It can be used once it is assessed.")
    return redirect(location, code=303)


@bp.route("/staff/schemes/<int:unit_id>/sites/<int:site_id>/assessment", methods=["GET", "POST"])
@needs(MOVE)
def assess(unit_id: int, site_id: int) -> ResponseReturnValue:
    """A risk assessment of a site. Earlier ones stay in the record."""
    line, site = found.get_scheme(unit_id, viewer()), get_site(unit_id, site_id)
    form, status = AssessmentForm(), 200
    months = current_force().numbers.speedwatch_site_assessment_months
    if form.ready():

        def create() -> str:
            service.assess_site(unit_id, site_id, form.entry(), by=viewer())
            return url_for("onboarding.scheme", unit_id=unit_id, _anchor="sites")

        try:
            location = create_once(form, purpose="site_assessed", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The risk assessment is recorded.")
            return redirect(location, code=303)
    return render_template("onboarding/site_assess.html", scheme=line, site=site, form=form, months=months), status
