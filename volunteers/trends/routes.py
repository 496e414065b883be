"""Pages of this room."""

from flask import Blueprint, abort

from volunteers.web.access import public

bp = Blueprint("trends", __name__)


@bp.get("/trends/overview")
@public
def overview() -> str:
    abort(404)
