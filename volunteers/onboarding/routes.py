"""Pages of this room."""

from flask import Blueprint, abort

from volunteers.web.access import public

bp = Blueprint("onboarding", __name__)


@bp.get("/onboarding/caseload")
@public
def caseload() -> str:
    abort(404)
