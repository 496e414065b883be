"""Learners for staff: who has no tutor, and giving them one."""

from flask import flash, redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.patrols import queries, service
from volunteers.patrols.forms import TutorForm
from volunteers.patrols.routes.blueprint import Answer, bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.get("/staff/patrols")
@needs(Permission.TUTOR_EDIT)
def learners() -> str:
    """Everyone in scope who learns on patrol, those without a tutor first."""
    return render_template("patrols/learners.html", lines=queries.list_learners(viewer()))


@bp.route("/staff/patrols/<int:volunteer_id>", methods=["GET", "POST"])
@needs(Permission.TUTOR_EDIT)
def learner(volunteer_id: int) -> Answer:
    """One learner: what is missing, their tutor, and duties to be on together."""
    page, status = queries.get_learner(volunteer_id, viewer()), 200
    form = TutorForm.among(page.tutors, page.line.tutor_id)
    if form.ready():
        try:
            with unit_of_work():
                service.set_tutor(volunteer_id, tutor_id=int(form.tutor.data), by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"{dict(page.tutors)[int(form.tutor.data)]} is now the tutor.")
            return redirect(url_for(".learner", volunteer_id=volunteer_id), code=303)
    return render_template("patrols/learner.html", page=page, form=form), status
