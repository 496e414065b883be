"""A bulk move: its preview, what became of it, and undoing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.bulk import queries, service
from volunteers.bulk.forms import CarryOutForm
from volunteers.bulk.models import BulkMove
from volunteers.bulk.routes.blueprint import bp
from volunteers.errors import Conflict, Refused
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm


@bp.get("/staff/bulk")
@needs(Permission.APPLICATION_MOVE)
def moves() -> str:
    """What the viewer did with many at once, and what can still be undone."""
    return render_template("bulk/moves.html", lines=queries.list_moves(viewer()), now=clock.now())


@bp.route("/staff/bulk/<int:move_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def move(move_id: int) -> ResponseReturnValue:
    """Before it is done, who would be moved and who not; pressed, it is done; afterwards, what became of each."""
    found = queries.get_move(move_id, viewer())
    if found.is_done:
        page = queries.get_move_page(move_id, viewer())
        return render_template("bulk/done.html", page=page, move=page.move, form=ButtonForm(formdata=None))
    form = CarryOutForm()
    if not form.ready():
        return _preview(found, form)
    try:
        with unit_of_work():
            service.carry_out(move_id, reason=form.reason.data or None, by=viewer())
    except Conflict:
        return redirect(url_for(".move", move_id=move_id), code=303)
    except Refused as refused:
        form.refuse(refused.refusals)
        return _preview(found, form), 409
    return redirect(url_for(".move", move_id=move_id), code=303)


@bp.post("/staff/bulk/<int:move_id>/undo")
@needs(Permission.APPLICATION_MOVE)
def undo(move_id: int) -> ResponseReturnValue:
    """Put them back; those to whom something happened since stay, and are named."""
    found, form = queries.get_move(move_id, viewer()), ButtonForm()
    if not form.ready():
        flash("This page had been open for a long time. Press the button again.", "problem")
        return redirect(url_for(".move", move_id=found.id), code=303)
    try:
        with unit_of_work():
            service.undo(move_id, by=viewer())
    except Refused as refused:
        flash(refused.refusals[0].message, "problem")
    return redirect(url_for(".move", move_id=move_id), code=303)


def _preview(found: BulkMove, form: CarryOutForm) -> str:
    outlook = service.preview(found.id, by=viewer())
    minutes = current_force().numbers.bulk_undo_minutes
    return render_template("bulk/preview.html", outlook=outlook, move=found, form=form, minutes=minutes)
