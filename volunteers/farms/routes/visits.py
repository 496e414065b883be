"""Visits to mark property, and looking for a mark, for staff."""

from flask import flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import PlanForm, SearchForm, items_form
from volunteers.farms.routes.blueprint import EDIT, Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/staff/farms/visits")
@needs(EDIT)
def visits() -> str:
    """The visits to plan, then those to come."""
    is_done = request.args.get("show") == "done"
    return render_template("farms/visits.html", rows=queries.list_visits(viewer(), done=is_done), is_done=is_done)


@bp.route("/staff/farms/visits/<int:visit_id>", methods=["GET", "POST"])
@needs(EDIT)
def visit(visit_id: int) -> Answer:
    """Set the day of a visit and who goes; the member is told."""
    found, status = queries.get_visit(visit_id, viewer()), 200
    stored = {"visit_on": found.visit_on, "when_words": found.when_words, "who_goes": found.who_goes}
    form = PlanForm(data={**stored, "version": str(found.version)})
    if form.ready():
        try:
            with unit_of_work():
                service.plan_visit(
                    visit_id, on=form.visit_on.data or clock.today(), when_words=form.when_words.data or "",
                    who_goes=form.who_goes.data or "", version=_seen(form), by=viewer(),
                )  # fmt: skip
            flash("The visit is planned, and the member is told.")
            return redirect(url_for(".visits"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/visit.html", visit=found, form=form), status


@bp.route("/staff/farms/visits/<int:visit_id>/done", methods=["GET", "POST"])
@needs(EDIT)
def visit_done(visit_id: int) -> Answer:
    """Enter everything that was marked, on one page; more rows on asking, and nothing typed is lost."""
    found, is_more, status = queries.get_visit(visit_id, viewer()), "more" in request.form, 200
    form = items_form(request.form.get("rows", ""), is_more=is_more)
    if not form.is_submitted():
        form.visit_on.data = found.visit_on or clock.today()

    def create() -> str:
        service.finish_visit(visit_id, form.items(), on=form.visit_on.data or clock.today(), by=viewer())
        return url_for(".premises", premises_id=found.premises_id)

    if not is_more and form.ready():
        try:
            address = create_once(form, purpose="farm_visit_done", account_id=viewer().account_id, create=create)
            flash("The visit is done, and the register is saved.")
            return redirect(address, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/visit_done.html", visit=found, form=form), status


@bp.route("/staff/farms/visits/<int:visit_id>/cancel", methods=["GET", "POST"])
@needs(EDIT)
def cancel_visit(visit_id: int) -> Answer:
    """A visit does not take place, after asking once."""
    found, form, status = queries.get_visit(visit_id, viewer()), ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.cancel_visit(visit_id, by=viewer())
            flash("The visit is cancelled.")
            return redirect(url_for(".visits"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/cancel_visit.html", visit=found, form=form), status


@bp.route("/staff/farms/register", methods=["GET", "POST"])
@needs(EDIT)
def search() -> Answer:
    """Look for a mark or a serial number, with a reason."""
    form, found = SearchForm(), None
    if form.ready():
        with unit_of_work():
            found = service.search_register(form.words.data or "", reason=str(form.reason.data), by=viewer())
    return render_template("farms/search.html", form=form, found=found)


def _seen(form: PlanForm) -> int:
    given = str(form.version.data or "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
