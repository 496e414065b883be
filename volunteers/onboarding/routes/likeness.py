"""Someone decides whether two applicants are the same person."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.onboarding import queries, service
from volunteers.onboarding.forms import AlikeForm
from volunteers.onboarding.models import Verdict
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer


@bp.route("/staff/applications/<reference>/same-person/<other>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_MOVE)
def alike(reference: str, other: str) -> ResponseReturnValue:
    """Both side by side, and the question whether they are one person."""
    here, there = queries.get_case_file(reference, viewer()), queries.get_case_file(other, viewer())
    form = AlikeForm()
    if form.ready():
        with unit_of_work():
            service.decide_alike(reference, other=other, verdict=Verdict(form.verdict.data), by=viewer())
        flash("Noted. Nothing was merged: both applications stay as they are.")
        return redirect(url_for("onboarding.application", reference=reference), code=303)
    return render_template("onboarding/same_person.html", here=here, there=there, form=form)
