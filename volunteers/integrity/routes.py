"""The page of findings, and having the look made again now."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from volunteers.history.service import record
from volunteers.integrity import queries
from volunteers.permissions import Permission
from volunteers.unit_of_work import hint_after_commit, unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import Form

bp = Blueprint("integrity", __name__)

QUEUE, LOOK = "figures", "volunteers.integrity.jobs.look_for_impossible"


class LookForm(Form):
    """One button."""


@bp.get("/staff/findings")
@needs(Permission.FINDINGS_READ)
def findings() -> str:
    """What the last look found, by number and never by name, and the looks before it."""
    page = queries.get_findings(viewer())
    return render_template("integrity/findings.html", page=page, form=LookForm(), asked=request.args.get("asked"))


@bp.post("/staff/findings")
@needs(Permission.FINDINGS_LOOK)
def look() -> Response:
    """Ask the queue to look again. The page says whether the queue could be asked."""
    if not LookForm().ready():
        return redirect(url_for(".findings", asked="aged"), code=303)
    if not _queue_answers():
        return redirect(url_for(".findings", asked="away"), code=303)
    by = viewer().account_id
    with unit_of_work():
        record("look_asked_for", subject="account", subject_id=by, by=by)
        hint_after_commit(QUEUE, LOOK, by)
    return redirect(url_for(".findings", asked="yes"), code=303)


def _queue_answers() -> bool:
    try:
        return bool(current_app.extensions["redis"].ping())
    except RedisError:
        return False
