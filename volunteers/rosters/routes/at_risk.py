"""Places on duties to come whose holder cannot be there as they stand on the day."""

from flask import render_template, url_for

from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.rosters.queries.at_risk import list_at_risk
from volunteers.rosters.routes.blueprint import bp
from volunteers.strands.queries import all_strands
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice


@bp.get("/staff/duties/at-risk")
@needs(Permission.DUTY_ASSIGN)
def at_risk() -> str:
    """By day, soonest first, each with its reasons and where to put them right; narrowed by strand and area."""
    person, force = viewer(), current_force()
    strands = [
        (each.code.value, each.name)
        for each in all_strands()
        if person.may_in_strand(Permission.DUTY_ASSIGN, each.code)
    ]
    areas = [
        (area.code, area.name)
        for area in force.areas
        if any(person.may_in(Permission.DUTY_ASSIGN, code, area.code) for code, _ in strands)
    ]
    strand, area = asked_choice("strand", strands), asked_choice("area", areas)
    found, chosen = list_at_risk(person, strand=strand, area=area), {"strand": strand, "area": area}
    return render_template(
        "rosters/at_risk.html",
        found=found,
        strands=strands,
        areas=areas,
        chosen=chosen,
        all_of_them=url_for(".at_risk"),
    )
