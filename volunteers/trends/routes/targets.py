"""Entering a target."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import find_by_slug, get_strand
from volunteers.trends import queries, service
from volunteers.trends.forms import WHOLE_FORCE, TargetForm, target_form
from volunteers.trends.routes.blueprint import bp
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/staff/trends/targets/new", methods=["GET", "POST"])
@needs(Permission.TARGET_SET)
def new_target() -> str | Response:
    """Enter a target with the document it comes from."""
    strands, areas = queries.target_places(viewer())
    begun = find_by_slug(request.args.get("strand", ""))
    places = [(code or WHOLE_FORCE, words) for code, words in areas]
    form = target_form(strands, places, strand=begun.code if begun else "")
    if form.ready():
        by = viewer().account_id
        try:
            return redirect(create_once(form, purpose="target", account_id=by, create=lambda: _enter(form)), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("trends/target.html", form=form)


def _enter(form: TargetForm) -> str:
    target = service.enter_target(form.draft(), by=viewer())
    return url_for("trends.overview", strand=get_strand(target.strand).slug, area=target.area, _anchor="targets")
