"""A Special's own patrols: reporting them as a learner, and agreeing to them as who was there."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import NotFound, Refused
from volunteers.patrols import queries, service
from volunteers.patrols.forms import AgreeForm, ReportForm
from volunteers.patrols.routes.blueprint import Answer, bp
from volunteers.people.queries import serves_in
from volunteers.permissions import Permission
from volunteers.strands.rules import StrandCode
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, needs, viewer

REPORT = Permission.PATROL_REPORT


@bp.get("/my-patrols")
@needs(REPORT)
def my_patrols() -> str:
    """What waits for an answer, what is to be reported, and what was."""
    own = queries.find_own(viewer())
    if own is None:
        raise NotFound("no volunteer")
    return render_template("patrols/my_patrols.html", own=own)


@bp.route("/my-patrols/<int:sign_up_id>", methods=["GET", "POST"])
@needs(REPORT)
def report(sign_up_id: int) -> Answer:
    """A learner's report of one patrol; once it is agreed it is only read."""
    patrol, status = queries.get_patrol(sign_up_id, viewer()), 200
    there, kept = queries.list_companions(patrol), patrol.report
    form = ReportForm.among(there, kept.companion_id if kept else None, kept.reflection if kept else "")
    if form.ready():
        try:
            with unit_of_work():
                service.write_report(
                    sign_up_id, companion_id=int(form.companion.data), reflection=form.reflection.data, by=viewer()
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("Your report is sent.")
            return redirect(url_for(".my_patrols"), code=303)
    return render_template("patrols/report.html", patrol=patrol, there=there, form=form), status


@bp.route("/my-patrols/<int:sign_up_id>/agree", methods=["GET", "POST"])
@needs(REPORT)
def agree(sign_up_id: int) -> Answer:
    """Who was there reads the report, and agrees with a comment."""
    patrol, form, status = queries.get_patrol(sign_up_id, viewer()), AgreeForm(), 200
    if patrol.report is None:
        raise NotFound(f"nothing was reported of {sign_up_id}")
    if form.ready():
        try:
            with unit_of_work():
                service.agree(sign_up_id, comment=form.comment.data, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"You agreed to the report of {patrol.learner}.")
            return redirect(url_for(".my_patrols"), code=303)
    return render_template("patrols/agree.html", patrol=patrol, form=form), status


def own_part() -> str:
    """The few lines on the page of one's duties; nothing for who neither learns nor teaches."""
    by = find_viewer()
    if by is None or not by.may(REPORT) or not serves_in(by, StrandCode.SPECIAL_CONSTABULARY):
        return ""
    own = queries.find_own(by) if queries.has_patrols(by) else None
    return render_template("patrols/own_part.html", own=own) if own and not own.is_empty else ""
