"""Pages of this room."""

from flask import Blueprint, abort

from volunteers.web.access import public

bp = Blueprint("applications", __name__)


@bp.get("/applications/home")
@public
def home() -> str:
    abort(404)


@bp.get("/applications/mine")
@public
def mine() -> str:
    abort(404)
