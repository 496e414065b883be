"""A member's own register of marked property, and asking for a visit."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import VisitAskedForm
from volunteers.farms.routes.blueprint import OWN, Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/my-farm/register")
@needs(OWN)
def register() -> str:
    """Everything that is marked, to read and to print."""
    return render_template("farms/register.html", items=queries.list_own_items(viewer()))


@bp.route("/my-farm/register/<int:item_id>/stolen", methods=["GET", "POST"])
@needs(OWN)
def stolen(item_id: int) -> Answer:
    """Say that a thing was stolen; then report it."""
    item, form = queries.get_own_item(item_id, viewer()), ButtonForm()
    if form.ready():
        with unit_of_work():
            service.say_stolen(item_id, by=viewer())
        flash("It is marked as stolen on your register. Now tell us what happened.")
        return redirect(url_for(".report", item=item_id), code=303)
    return render_template("farms/stolen.html", item=item, form=form)


@bp.route("/my-farm/premises/<int:premises_id>/visit", methods=["GET", "POST"])
@needs(OWN)
def ask_visit(premises_id: int) -> Answer:
    """Ask for a visit to mark property."""
    premises, form, status = queries.get_own_premises(premises_id, viewer()), VisitAskedForm(), 200

    def create() -> str:
        service.ask_visit(premises_id, form.wanted.data or "", by=viewer())
        return url_for(".mine")

    if form.ready():
        try:
            address = create_once(form, purpose="farm_visit", account_id=viewer().account_id, create=create)
            flash("Thank you. We tell you the day of the visit.")
            return redirect(address, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/ask_visit.html", premises=premises, form=form), status
