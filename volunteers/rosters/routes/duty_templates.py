"""Templates of duties: the list, a new one, one made of a duty, changing one and retiring it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from wtforms import HiddenField

from volunteers.errors import Conflict, Refused
from volunteers.permissions import Permission
from volunteers.rosters.forms.planning import DutyForm
from volunteers.rosters.forms.planning_filled import NEW, filled_from, from_kept, to_keep
from volunteers.rosters.queries.contents import content_of, get_planned
from volunteers.rosters.queries.duty_templates import get_template, list_templates
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.rosters.routes.planning import form_for, strands_planned
from volunteers.rosters.service.duty_templates import TemplatePlan, change_template, keep_template, retire_template
from volunteers.strands.queries import get_by_slug, get_strand
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.fields import line
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

NOT_KEPT = ("csrf_token", "once", "name", "version", "zones", "day", "until_day", "until_time")


@bp.get("/staff/duties/templates")
@needs(Permission.DUTY_EDIT)
def duty_templates() -> str:
    """Those the viewer may plan from, each with what it makes."""
    by = viewer()
    rows, strands = list_templates(by), strands_planned(by)
    return render_template("rosters/duty_templates.html", rows=rows, strands=strands, form=ButtonForm())


@bp.route("/staff/duties/templates/new/<slug>", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def new_duty_template(slug: str) -> Answer:
    """A template from nothing."""
    return _keep(get_by_slug(slug), NEW)


@bp.route("/staff/duties/<int:duty_id>/template", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def keep_as_template(duty_id: int) -> Answer:
    """A template of a duty, filled in with everything but its day."""
    duty = get_planned(duty_id, viewer())
    filled = filled_from(content_of(duty), dated=False, own_posts=False)
    return _keep(get_strand(duty.strand), {**filled, "name": duty.title})


@bp.route("/staff/duties/templates/<int:template_id>/edit", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def edit_duty_template(template_id: int) -> Answer:
    """What it fills in; one that someone else changed meanwhile comes back with what was typed."""
    template = get_template(template_id, viewer())
    strand, status = get_strand(template.strand), 200
    filled = {**from_kept(template.particulars), "name": template.name, "version": template.version}
    form = _form(strand, filled, {"version": HiddenField()})
    if form.ready():
        try:
            with unit_of_work():
                version = int(form["version"].data) if str(form["version"].data or "").isdecimal() else 0
                change_template(template_id, _plan(form, strand), version=version, by=viewer())
            flash(f"“{form['name'].data}” is changed.")
            return redirect(url_for("rosters.duty_templates"), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
            if isinstance(fault, Conflict):
                form["version"].data, form["version"].raw_data, status = template.version, None, 409
    return _page(form, strand, "Change a template"), status


@bp.post("/staff/duties/templates/<int:template_id>/retire")
@needs(Permission.DUTY_EDIT)
def retire_duty_template(template_id: int) -> Answer:
    """Offer it no more."""
    if ButtonForm().ready():
        with unit_of_work():
            name = retire_template(template_id, by=viewer()).name
        flash(f"“{name}” is no longer offered. Duties made from it stay as they are.")
    return redirect(url_for("rosters.duty_templates"), code=303)


def _keep(strand: Strand, filled: Mapping[str, Any]) -> Answer:
    by, form = viewer(), _form(strand, filled, {})
    if form.ready():

        def keep() -> str:
            keep_template(_plan(form, strand), by=by)
            flash(f"“{form['name'].data}” is kept.")
            return url_for("rosters.duty_templates")

        try:
            purpose = "duty template"
            return redirect(create_once(form, purpose=purpose, account_id=by.account_id, create=keep), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return _page(form, strand, "Keep a template")


def _form(strand: Strand, filled: Mapping[str, Any], more: Mapping[str, Any]) -> DutyForm:
    name = line("Name of the template", missing="Enter a name for the template.", longest=80)
    return form_for(strand, viewer(), filled, {"name": name, **more}, dated=False)


def _plan(form: DutyForm, strand: Strand) -> TemplatePlan:
    answers = to_keep(form.data, without=NOT_KEPT)
    return TemplatePlan(form["name"].data, strand.code, form.said(), form.posts(), answers)


def _page(form: DutyForm, strand: Strand, title: str) -> str:
    return render_template("rosters/duty_template.html", form=form, strand=strand, heading=title)
