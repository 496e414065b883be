"""What a coordinator sends back to staff, and what came of it."""

from flask import flash, redirect, render_template, url_for

from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import ReportForm
from volunteers.watch_schemes.routes.blueprint import RUN, Answer, bp
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/my-watch/reports", methods=["GET", "POST"])
@needs(RUN)
def reports() -> Answer:
    """Tell staff something; below it, what was told before."""
    scheme, form = queries.get_own_scheme(viewer()), ReportForm()

    def create() -> str:
        service.send_report(form.chosen, form.body.data or "", by=viewer())
        return url_for(".reports")

    if form.ready():
        address = create_once(form, purpose="watch report", account_id=viewer().account_id, create=create)
        flash("Thank you. The team in your area will see it.")
        return redirect(address, code=303)
    rows = queries.list_own_reports(scheme.id)
    return render_template("watch_schemes/reports.html", scheme=scheme, form=form, rows=rows)
