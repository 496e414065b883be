"""One clearance of a serving volunteer, and renewing it."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.people.forms import ClearanceForm
from volunteers.people.queries.clearances import get_clearance_file
from volunteers.people.routes.blueprint import bp
from volunteers.people.service.renewals import RENEWED_MEANWHILE, Renewal, record_renewal
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/volunteers/<int:volunteer_id>/clearances/<code>", methods=["GET", "POST"])
@needs(Permission.CHECK_RECORD)
def clearance(volunteer_id: int, code: str) -> ResponseReturnValue:
    """Renew a clearance; 403 for vetting, which has a room of its own, and for one's own."""
    found = get_clearance_file(volunteer_id, code, viewer())
    if not found.may_renew:
        abort(403)
    form, status, theirs = ClearanceForm(seen=str(found.seen)), 200, None
    if form.ready():
        renewal = Renewal(form.result_on.data, form.valid_until.data, form.reference.data)
        try:
            with unit_of_work():
                record_renewal(volunteer_id, code, renewal=renewal, seen=int(form.seen.data), by=viewer())
            flash(f"{found.definition.name} is renewed.")
            return redirect(url_for("people.volunteer", volunteer_id=volunteer_id), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
            found, status = get_clearance_file(volunteer_id, code, viewer()), 409
            if RENEWED_MEANWHILE in refused.refusals:
                theirs, form.seen.data = found.spans[0], str(found.seen)
    return render_template("people/clearance.html", file=found, form=form, theirs=theirs), status
