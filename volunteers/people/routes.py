"""Pages of this room."""

from flask import Blueprint, abort

from volunteers.web.access import public

bp = Blueprint("people", __name__)


@bp.get("/people/sign_in")
@public
def sign_in() -> str:
    abort(404)


@bp.get("/people/sign_out")
@public
def sign_out() -> str:
    abort(404)


@bp.get("/people/staff_sign_in")
@public
def staff_sign_in() -> str:
    abort(404)


@bp.get("/people/staff_home")
@public
def staff_home() -> str:
    abort(404)


@bp.get("/people/volunteers")
@public
def volunteers() -> str:
    abort(404)


def load_sign_ins(manager: object) -> None:
    manager.user_loader(lambda token: None)  # type: ignore[attr-defined]
