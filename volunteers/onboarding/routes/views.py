"""Saved views of the caseload: saving, opening, naming and removing one's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.onboarding import queries, service
from volunteers.onboarding.forms.views import RenameViewForm, SaveViewForm
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import Filters, tab_of
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once


@bp.get("/staff/applications/views")
@needs(Permission.APPLICATION_READ)
def views() -> str:
    """One's own views, each with what it shows and what can be done with it."""
    lines = queries.describe_views(viewer())
    return render_template("onboarding/views.html", lines=lines, form=ButtonForm())


@bp.route("/staff/applications/views/new", methods=["GET", "POST"])
@needs(Permission.APPLICATION_READ)
def save_view() -> ResponseReturnValue:
    """Keep the filters of the address under a name; the same form sent twice keeps one."""
    filters = Filters.read(request.args)
    narrowed, tab = queries.narrow(filters, viewer()), tab_of(request.args.get("list"), filters)
    words: dict[str, Any] = {"list": tab.value, **narrowed.filters.words}
    form, status = SaveViewForm(), 200
    if form.ready():

        def create() -> str:
            service.save_view(form.name.data, words, is_start=form.is_start.data, by=viewer())
            return url_for("onboarding.caseload", **words)

        try:
            location = create_once(form, purpose="save_view", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The view is saved.")
            return redirect(location, code=303)
    return render_template("onboarding/view_save.html", form=form, narrowed=narrowed, tab=tab, words=words), status


@bp.route("/staff/applications/views/<int:view_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_READ)
def rename_view(view_id: int) -> ResponseReturnValue:
    """Give a view another name."""
    view = queries.get_view(view_id, viewer())
    form, status = RenameViewForm(name=view.name), 200
    if form.ready():
        try:
            with unit_of_work():
                service.rename_view(view_id, form.name.data, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            return _back("The view has its new name.")
    return render_template("onboarding/view_name.html", form=form, view_id=view_id), status


@bp.post("/staff/applications/views/<int:view_id>/start")
@needs(Permission.APPLICATION_READ)
def start_with_view(view_id: int) -> Response:
    """Let the caseload begin with a view."""
    if ButtonForm().ready():
        with unit_of_work():
            service.start_with(view_id, by=viewer())
        return _back("Applications now begins with this view.")
    return _back("This page had been open for a long time. Press the button again.")


@bp.post("/staff/applications/views/start")
@needs(Permission.APPLICATION_READ)
def start_with_waiting() -> Response:
    """Let the caseload begin with what waits on the viewer, as it does for everyone at first."""
    if ButtonForm().ready():
        with unit_of_work():
            service.start_with(None, by=viewer())
        return _back("Applications now begins with what waits on you.")
    return _back("This page had been open for a long time. Press the button again.")


@bp.post("/staff/applications/views/<int:view_id>/remove")
@needs(Permission.APPLICATION_READ)
def remove_view(view_id: int) -> Response:
    """Forget a view. It holds filters and nothing else, so it is not asked twice."""
    if ButtonForm().ready():
        with unit_of_work():
            service.remove_view(view_id, by=viewer())
        return _back("The view is removed.")
    return _back("This page had been open for a long time. Press the button again.")


def _back(words: str) -> Response:
    flash(words)
    return redirect(url_for("onboarding.views"), code=303)
