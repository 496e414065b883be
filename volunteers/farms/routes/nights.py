"""Patrol nights: a member tells of one they were on, staff read what was said; and what comes of it all in figures."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import NightForm
from volunteers.farms.routes.blueprint import EDIT, OWN, Answer, bp
from volunteers.farms.rules import Crime
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/my-farm/nights/<int:duty_id>", methods=["GET", "POST"])
@needs(OWN)
def tell_of_night(duty_id: int) -> Answer:
    """Say where one was and what one saw; what was suspicious can be reported at once, and is filled in."""
    duty, form, status = queries.get_night_of(duty_id, viewer()), NightForm(), 200

    def create() -> str:
        what = form.what.data if form.saw.data == "yes" else None
        night = service.tell_of_night(duty_id, form.where_words.data or "", what=what, by=viewer())
        return url_for(".report", night=night.id) if night.saw_something else url_for(".mine")

    if form.ready():
        try:
            address = create_once(form, purpose="farm_night", account_id=viewer().account_id, create=create)
            flash("Thank you. What you told us of the night is kept.")
            return redirect(address, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/tell_of_night.html", duty=duty, form=form), status


@bp.get("/staff/farms/nights")
@needs(EDIT)
def nights() -> str:
    """What members said of their nights, the latest first."""
    return render_template("farms/nights.html", rows=queries.list_nights(viewer()))


@bp.get("/staff/farms/figures")
@needs(EDIT)
def measures() -> str:
    """What comes of Farm Watch, month by month."""
    return render_template("farms/measures.html", found=queries.get_measures(viewer()), crimes=list(Crime))
