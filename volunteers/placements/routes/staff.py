"""The board of roles, and one placement: made, changed, ended."""

from flask import flash, redirect, render_template, request, url_for
from wtforms.fields.choices import SelectChoice

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.openings.queries import unit_choices
from volunteers.people.models import Account
from volunteers.placements import queries, service
from volunteers.placements.forms import EndForm, TermsForm, WantedForm
from volunteers.placements.routes.blueprint import EDIT, Answer, bp
from volunteers.placements.rules import PLACED_STRAND
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.once import create_once

NOT_STAFF = Refusal("contact", "Nobody of the staff signs in with this address. Leave it empty, or correct it.")


@bp.get("/staff/placements")
@needs(EDIT)
def board() -> str:
    """Every role with who is in it and how many are wanted."""
    areas = _areas()
    area = asked_choice("area", areas)
    columns = queries.board(viewer(), clock.today(), area=area)
    return render_template("placements/board.html", columns=columns, areas=areas, area=area, today=clock.today())


@bp.route("/staff/placements/new", methods=["GET", "POST"])
@needs(EDIT)
def place() -> Answer:
    """Place someone; what is missing is said with who can put it right and from when."""
    by, status = viewer(), 200
    form = _terms_form()
    if not form.is_submitted():
        form.role.data = asked_choice("role", [(role.code, "") for role in current_force().roles])
        form.from_on.data = clock.today()

    def create() -> str:
        placement = service.place(int(form.volunteer.data), form.terms(_contact(form)), by=by)
        return url_for(".placement", placement_id=placement.id)

    if form.ready():
        try:
            location = create_once(form, purpose="placement", account_id=by.account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("They are placed, and told.")
            return redirect(location, code=303)
    return render_template("placements/terms.html", form=form, row=None), status


@bp.get("/staff/placements/<int:placement_id>")
@needs(EDIT)
def placement(placement_id: int) -> str:
    """One placement and its latest journeys."""
    row = queries.get_placement(placement_id, viewer())
    journeys = queries.list_journeys(placement_id) if row.drives else []
    return render_template("placements/placement.html", row=row, journeys=journeys, today=clock.today())


@bp.route("/staff/placements/<int:placement_id>/change", methods=["GET", "POST"])
@needs(EDIT)
def change_placement(placement_id: int) -> Answer:
    """Change the terms."""
    row, status = queries.get_placement(placement_id, viewer()), 200
    form = _terms_form()
    form.volunteer.choices = [SelectChoice(value=str(row.placement.volunteer_id), label=row.name)]
    contact = db.session.get(Account, row.placement.contact_id) if row.placement.contact_id else None
    form.fill(row.placement, contact.email if contact else "")
    if form.ready():
        try:
            with unit_of_work():
                service.change_placement(placement_id, form.terms(_contact(form)), version=form.changing, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The placement is changed.")
            return redirect(url_for(".placement", placement_id=placement_id), code=303)
    return render_template("placements/terms.html", form=form, row=row), status


@bp.route("/staff/placements/<int:placement_id>/end", methods=["GET", "POST"])
@needs(EDIT)
def end_placement(placement_id: int) -> Answer:
    """End it, with a reason the volunteer is told."""
    row, status = queries.get_placement(placement_id, viewer()), 200
    form = EndForm(last_on=clock.today(), version=str(row.placement.version))
    if form.ready():
        try:
            with unit_of_work():
                service.end_placement(
                    placement_id, last_on=form.data["last_on"], reason=form.reason.data or "", version=form.seen,
                    by=viewer(),
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"The placement of {row.name} ends, and they are told.")
            return redirect(url_for(".board"), code=303)
    return render_template("placements/end.html", form=form, row=row), status


@bp.route("/staff/placements/wanted", methods=["GET", "POST"])
@needs(EDIT)
def wanted() -> Answer:
    """How many are wanted in a role in an area."""
    form, roles, areas = WantedForm(), [(role.code, role.name) for role in current_force().roles], _areas()
    form.role.choices = [SelectChoice(value=code, label=name) for code, name in roles]
    form.area.choices = [SelectChoice(value=code, label=name) for code, name in areas]
    if request.method == "GET":
        form.role.data = asked_choice("role", roles)
    if form.ready():
        with unit_of_work():
            service.want(form.role.data, form.area.data, form.data["wanted"], by=viewer())
        flash("The number is kept.")
        return redirect(url_for(".board"), code=303)
    return render_template("placements/wanted.html", form=form)


def _terms_form() -> TermsForm:
    form, by = TermsForm(), viewer()
    form.offering(queries.people_choices(by, clock.today()), current_force().roles, unit_choices(PLACED_STRAND))
    return form


def _contact(form: TermsForm) -> int | None:
    given = (form.contact_email.data or "").lower()
    found = queries.find_staff(given) if given else None
    if given and found is None:
        raise Refused(NOT_STAFF)
    return found


def _areas() -> list[tuple[str, str]]:
    by = viewer()
    return [(area.code, area.name) for area in current_force().areas if by.may_in(EDIT, PLACED_STRAND, area.code)]
