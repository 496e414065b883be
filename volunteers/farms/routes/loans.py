"""The loan kit, for staff: what is out, lending from the page of premises, and taking back."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.farms import queries, service
from volunteers.farms.forms import LoanForm
from volunteers.farms.routes.blueprint import EDIT, Answer, bp
from volunteers.farms.rules import LoanKind
from volunteers.forces.queries import current_force
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/staff/farms/kit")
@needs(EDIT)
def loans() -> str:
    """What is out, overdue first; or what came back."""
    is_back = request.args.get("show") == "back"
    rows = queries.list_loans(viewer(), back=is_back)
    return render_template("farms/loans.html", rows=rows, is_back=is_back, today=clock.today(), form=ButtonForm())


@bp.route("/staff/farms/premises/<int:premises_id>/lend", methods=["GET", "POST"])
@needs(EDIT)
def lend(premises_id: int) -> Answer:
    """Lend an alarm or a camera to premises, from today."""
    premises, form, status = queries.get_premises(premises_id, viewer()), LoanForm(), 200
    if not form.is_submitted():
        form.due_on.data = clock.today() + timedelta(days=current_force().farm_watch.loan_days)

    def create() -> str:
        service.lend(
            premises_id, LoanKind(form.kind.data), form.serial.data or "", due_on=form.due_on.data or clock.today(),
            by=viewer(),
        )  # fmt: skip
        return url_for(".loans")

    if form.ready():
        try:
            address = create_once(form, purpose="farm_loan", account_id=viewer().account_id, create=create)
            flash(f"It is lent to {premises.name}.")
            return redirect(address, code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    return render_template("farms/lend.html", premises=premises, form=form), status


@bp.post("/staff/farms/kit/<int:loan_id>/back")
@needs(EDIT)
def loan_back(loan_id: int) -> Answer:
    """A thing came back."""
    if ButtonForm().ready():
        try:
            with unit_of_work():
                service.take_back(loan_id, by=viewer())
            flash("It is back.")
        except Refused as refused:
            flash(str(refused), "problem")
    return redirect(url_for(".loans"), code=303)
