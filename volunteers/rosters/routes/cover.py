"""The page of how many people each unit needs, and when."""

from flask import current_app, flash, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission, Viewer
from volunteers.places.queries import list_units
from volunteers.rosters.forms.cover import NewNeedForm, changed_need_form
from volunteers.rosters.queries.cover import Narrowed, get_rule, list_rules
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.rosters.service import cover as service
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice
from volunteers.web.forms import VersionForm
from volunteers.web.once import create_once

EDIT = Permission.DUTY_EDIT


@bp.get("/staff/duties/cover")
@needs(Permission.DUTY_READ)
def cover_rules() -> str:
    """What each unit of their scope needs, narrowed by kind and area."""
    strands = [(strand.code.value, strand.name) for strand in all_strands()]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    chosen = Narrowed(asked_choice("strand", strands), asked_choice("area", areas))
    rows = list_rules(viewer(), chosen)
    return render_template(
        "rosters/cover_rules.html", rows=rows, strands=strands, areas=areas, chosen=chosen, may_edit=viewer().may(EDIT)
    )


@bp.route("/staff/duties/cover/new", methods=["GET", "POST"])
@needs(EDIT)
def new_cover_rule() -> Answer:
    """A unit, a number of people, and when they are needed."""
    by = viewer()
    form = NewNeedForm.among(_strands(by), _units(by), unit=request.args.get("unit"))
    back = url_for("rosters.cover_rules")

    def create() -> str:
        service.add_rule(strand=form["strand"].data, unit_id=int(form["unit_id"].data), need=form.need, by=by)
        return back

    if form.ready():
        try:
            location = create_once(form, purpose="cover_rule", account_id=by.account_id, create=create)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("The calendar now shows where the unit has fewer people than that.")
            return redirect(location, code=303)
    return render_template("rosters/cover_rule.html", form=form, row=None, end=None)


@bp.route("/staff/duties/cover/<int:rule_id>", methods=["GET", "POST"])
@needs(EDIT)
def cover_rule(rule_id: int) -> Answer:
    """Change how many, and when."""
    row = get_rule(rule_id, viewer())
    form, status = changed_need_form(row.rule), 200
    if form.ready():
        try:
            with unit_of_work():
                service.change_rule(rule_id, need=form.need, version=form.seen, by=viewer())
        except Refused as fault:
            form.refuse(fault.refusals)
            status = 409
        else:
            flash("The change is kept.")
            return redirect(url_for("rosters.cover_rules"), code=303)
    end = VersionForm(formdata=None, data={"version": str(row.rule.version)})
    return render_template("rosters/cover_rule.html", form=form, row=row, end=end), status


@bp.post("/staff/duties/cover/<int:rule_id>/end")
@needs(EDIT)
def end_cover_rule(rule_id: int) -> Answer:
    """Ask it no more."""
    row, end = get_rule(rule_id, viewer()), VersionForm()
    if end.ready():
        try:
            with unit_of_work():
                service.end_rule(rule_id, version=end.seen, by=viewer())
            flash(f"{row.unit} is no longer asked for this.")
            return redirect(url_for("rosters.cover_rules"), code=303)
        except Refused as fault:
            end.refuse(fault.refusals)
    form = changed_need_form(row.rule)
    form.form_errors.extend(line["text"] for line in end.problems())
    return render_template("rosters/cover_rule.html", form=form, row=row, end=end), 409 if end.is_submitted() else 200


def _strands(by: Viewer) -> list[tuple[str, str]]:
    return [(strand.code.value, strand.name) for strand in all_strands() if by.may_in_strand(EDIT, strand.code)]


def _units(by: Viewer) -> list[tuple[str, str]]:
    strands = [strand.code.value for strand in all_strands()]
    may = {
        unit.id: unit.name
        for unit in list_units()
        if any(by.may_in(EDIT, strand, unit.area) for strand in strands if unit.strand in (None, strand))
    }
    return [(str(unit_id), name) for unit_id, name in sorted(may.items(), key=lambda one: one[1])]
