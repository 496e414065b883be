"""Approved claims as they leave for payment: batches made once, fetched as often as needed, and marked paid."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.expenses import queries, service
from volunteers.expenses.forms import BatchForm, PaidForm
from volunteers.expenses.routes.blueprint import Answer, bp
from volunteers.permissions import CHILDRENS_STRAND, Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.attachments import attachment
from volunteers.web.once import create_once

EXPORT = Permission.EXPENSE_EXPORT


@bp.route("/staff/expenses/batches", methods=["GET", "POST"])
@needs(EXPORT, fresh=True)
def batches() -> Answer:
    """What can be taken out now, and every batch there was."""
    by, status = viewer(), 200
    form = BatchForm()

    def create() -> str:
        batch = service.make_batch(of_cadets=form.whose.data == "cadets", by=by)
        return url_for(".batch", batch_id=batch.id)

    if form.ready():
        try:
            return redirect(create_once(form, purpose="batch", account_id=by.account_id, create=create), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    ready = [("adults", "adults", *queries.count_to_export(by, of_cadets=False))]
    if by.may_in_strand(EXPORT, CHILDRENS_STRAND):
        ready.append(("cadets", "cadets", *queries.count_to_export(by, of_cadets=True)))
    found = queries.list_batches(by)
    return render_template("expenses/batches.html", form=form, ready=ready, batches=found), status


@bp.route("/staff/expenses/batches/<int:batch_id>", methods=["GET", "POST"])
@needs(EXPORT, fresh=True)
def batch(batch_id: int) -> Answer:
    """One batch: its claims, its file, and the day it was paid."""
    found, status = queries.get_batch(batch_id, viewer()), 200
    form = PaidForm(paid_on=clock.today())
    if form.ready():
        try:
            with unit_of_work():
                service.mark_paid(batch_id, paid_on=form.data["paid_on"], by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The batch is marked as paid, and everyone in it is told.")
            return redirect(url_for(".batch", batch_id=batch_id), code=303)
    lines = queries.list_lines(batch_id)
    return render_template("expenses/batch.html", batch=found, lines=lines, form=form), status


@bp.get("/staff/expenses/batches/<int:batch_id>/<kind>")
@needs(EXPORT, fresh=True)
def batch_file(batch_id: int, kind: str) -> Response:
    """The file of a batch, always the same; that it was taken is written down first."""
    if kind not in {"csv", "xlsx"}:
        raise NotFound(f"no file {kind!r}")
    with unit_of_work():
        file = service.batch_file(batch_id, as_xlsx=kind == "xlsx", by=viewer())
    return attachment(file.content, mime=file.mime, name=file.name)
