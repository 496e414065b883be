"""Publishing the drafts that were ticked on the list, and saying of those that could not be published why."""

from flask import flash, redirect, render_template, url_for

from volunteers.permissions import Permission
from volunteers.rosters import service
from volunteers.rosters.forms.publishing import PublishForm
from volunteers.rosters.queries.titles import titles_of
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import counted


@bp.post("/staff/duties/publish")
@needs(Permission.DUTY_EDIT)
def publish_drafts() -> Answer:
    """All that can be published are; a page names the others, each with its reason."""
    form, back = PublishForm(), url_for("rosters.staff_duties")
    if not form.ready() or not form.ids:
        flash("Tick at least one draft, then publish it.", "problem")
        return redirect(back, code=303)
    with unit_of_work():
        many = service.publish_many(form.ids, by=viewer())
    if not many.refused:
        flash(f"{counted(len(many.done), 'duty is', 'duties are')} published. Volunteers see them from now on.")
        return redirect(back, code=303)
    titles = titles_of([*many.done, *many.refused], viewer())
    return render_template("rosters/published.html", many=many, titles=titles)
