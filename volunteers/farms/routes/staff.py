"""Premises and reports, for staff."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import CloseForm
from volunteers.farms.routes.blueprint import EDIT, Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_number
from volunteers.web.forms import ButtonForm

LONGEST_SOUGHT = 80


@bp.get("/staff/farms")
@needs(EDIT)
def premises_list() -> str:
    """The premises in scope, with their points on the map."""
    sought = request.args.get("q", "").strip()[:LONGEST_SOUGHT]
    rows, after = queries.list_premises(viewer(), sought=sought, after=asked_number("after") or 0)
    return render_template("farms/premises_list.html", rows=rows, after=after, sought=sought)


@bp.route("/staff/farms/premises/<int:premises_id>", methods=["GET", "POST"])
@needs(EDIT)
def premises(premises_id: int) -> str:
    """One holding with its register; how officers get in is shown on asking, and that is in the history."""
    found, form, access = queries.get_premises(premises_id, viewer()), ButtonForm(), None
    if form.ready():
        with unit_of_work():
            access = service.read_access(premises_id, by=viewer())
    items = queries.list_items(premises_id)
    return render_template("farms/premises.html", premises=found, items=items, form=form, access=access)


@bp.get("/staff/farms/reports")
@needs(EDIT)
def reports() -> str:
    """What waits, the oldest first."""
    is_closed = request.args.get("show") == "closed"
    rows = queries.list_reports(viewer(), closed=is_closed)
    return render_template("farms/reports.html", rows=rows, is_closed=is_closed)


@bp.route("/staff/farms/reports/<int:report_id>", methods=["GET", "POST"])
@needs(EDIT)
def staff_report(report_id: int) -> Answer:
    """One report; send it on as an alert, or close it with words to whoever sent it."""
    found, form, status = queries.get_report(report_id, viewer()), CloseForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.close_report(report_id, form.answer.data or "", by=viewer())
            flash("The report is closed, and the member is told.")
            return redirect(url_for(".reports"), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    page = render_template(
        "farms/staff_report.html", report=found, vehicle=service.read_vehicle(found), form=form
    )  # fmt: skip
    return page, status
