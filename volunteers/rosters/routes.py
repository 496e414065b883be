"""Pages of this room."""

from flask import Blueprint, abort

from volunteers.web.access import public

bp = Blueprint("rosters", __name__)


@bp.get("/rosters/staff_duties")
@public
def staff_duties() -> str:
    abort(404)


@bp.get("/rosters/open_duties")
@public
def open_duties() -> str:
    abort(404)


@bp.get("/rosters/my_duties")
@public
def my_duties() -> str:
    abort(404)
