"""What coordinators sent, for the staff of their area to see to."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.forms import AnswerForm
from volunteers.watch_schemes.routes.blueprint import EDIT, Answer, bp
from volunteers.web.access import needs, viewer


@bp.get("/staff/watch-schemes/reports")
@needs(EDIT)
def staff_reports() -> str:
    """What waits, the oldest first; or what was seen to."""
    closed = request.args.get("show") == "closed"
    rows = queries.list_staff_reports(viewer(), closed=closed)
    return render_template("watch_schemes/staff_reports.html", rows=rows, closed=closed)


@bp.route("/staff/watch-schemes/reports/<int:report_id>", methods=["GET", "POST"])
@needs(EDIT)
def staff_report(report_id: int) -> Answer:
    """Read it, and say what came of it."""
    found, form = queries.get_staff_report(report_id, viewer()), AnswerForm()
    if form.ready():
        with unit_of_work():
            service.close_report(report_id, form.answer.data or "", by=viewer())
        flash("It is seen to.")
        return redirect(url_for(".staff_reports"), code=303)
    return render_template("watch_schemes/staff_report.html", found=found, form=form)
