"""The blueprint of this room, and how a cookie becomes a viewer."""

from dataclasses import dataclass

from flask import Blueprint, abort
from flask_login import LoginManager

from volunteers import clock
from volunteers.people import queries
from volunteers.permissions import Viewer
from volunteers.web.access import public

bp = Blueprint("people", __name__)


@dataclass(frozen=True)
class SignedIn:
    """The person behind this request's cookie. The cookie holds a token alone; rights are read at every request."""

    token: str
    viewer: Viewer
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return self.token


def load_sign_ins(manager: LoginManager) -> None:
    """Tell Flask-Login whose a token is. Its own guess at a stolen cookie is off: the row decides."""
    manager.session_protection = None
    manager.user_loader(_find)


def _find(token: str) -> SignedIn | None:
    found = queries.get_viewer_of(token, clock.now())
    return SignedIn(token, found) if found else None


@bp.get("/sign-in")
@public
def sign_in() -> str:
    abort(404)


@bp.get("/sign-out")
@public
def sign_out() -> str:
    abort(404)


@bp.get("/staff/sign-in")
@public
def staff_sign_in() -> str:
    abort(404)


@bp.get("/staff")
@public
def staff_home() -> str:
    abort(404)


@bp.get("/staff/volunteers")
@public
def volunteers() -> str:
    abort(404)


@bp.get("/staff/volunteers/<int:volunteer_id>")
@public
def volunteer(volunteer_id: int) -> str:
    abort(404, volunteer_id)
