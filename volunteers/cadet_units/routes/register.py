"""The register of a night, taken on a telephone: all of it is kept or nothing, and nothing typed is lost."""

from flask import flash, redirect, render_template, url_for

from volunteers.cadet_units import queries, service
from volunteers.cadet_units.forms import register_form
from volunteers.cadet_units.routes.blueprint import Answer, bp
from volunteers.errors import Refused
from volunteers.permissions import CHILDRENS_STRAND, Permission
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/cadet-units/nights/<int:duty_id>/register", methods=["GET", "POST"])
@needs(Permission.REGISTER_TAKE)
def register(duty_id: int) -> Answer:
    """Adults with their times, and each cadet there or not."""
    night, status = queries.get_night(duty_id, viewer()), 200
    reasons = list_reasons(ReasonKind.ABSENCE, CHILDRENS_STRAND)
    form = register_form(night, queries.list_adults(duty_id), reasons, mine=viewer().name)
    if form.ready():
        adults, cadets = form.entered_adults(), form.entered_cadets()
        if not form.problems():
            try:
                with unit_of_work():
                    service.keep_register(duty_id, adults=adults, cadets=cadets, seen=form.seen, by=viewer())
            except Refused as refused:
                form.refuse(refused.refusals)
                status = 409
            else:
                flash("The register is saved, and the hours with it.")
                return redirect(url_for(".night", duty_id=duty_id), code=303)
    names = queries.names_known(night)
    return render_template("cadet_units/register.html", night=night, form=form, names=names), status
