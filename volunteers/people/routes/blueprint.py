"""The blueprint of this room, how a cookie becomes a viewer, and where a viewer belongs."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, session, url_for
from flask_login import LoginManager, login_user
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.people import queries
from volunteers.permissions import Permission, Viewer
from volunteers.web import kept

bp = Blueprint("people", __name__)
Answer = Response | str

# Answers to the eligibility questions come before the account, and are not asked twice. The other names what was typed
# in this browser when its sign-in had run out.
KEPT_AT_SIGN_IN = ("eligibility", kept.IN_SESSION)
STAFF_HOMES = (
    (Permission.APPLICATION_READ, "onboarding.caseload"),
    (Permission.VETTING_READ, "vetting.cases"),
    (Permission.DUTY_READ, "rosters.staff_duties"),
    (Permission.VOLUNTEER_READ, "people.volunteers"),
    (Permission.ACCOUNT_MANAGE, "people.staff_accounts"),
    (Permission.HISTORY_READ, "people.history"),
    (Permission.TRENDS_READ, "trends.overview"),
)


@dataclass(frozen=True)
class SignedIn:
    """The person behind this request's cookie. The cookie holds a token alone; rights are read at every request."""

    token: str
    viewer: Viewer
    confirmed_at: datetime
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
    found = queries.find_sign_in(token, clock.now())
    return SignedIn(token, found.viewer, found.confirmed_at) if found else None


def begin_browser_session(token: str) -> Viewer:
    """Put a new sign-in in the cookie, and of what it held before the answers given without an account alone.

    Whoever planted the rest has no part in it.
    """
    signed_in = _find(token)
    if signed_in is None:
        raise RuntimeError("a sign-in that was just begun is not good")
    carried = {name: session[name] for name in KEPT_AT_SIGN_IN if name in session}
    session.clear()
    session.update(carried)
    login_user(signed_in)
    return signed_in.viewer


def renew_browser_session(token: str) -> None:
    """Put the new token of the same person's sign-in in the cookie, and leave the rest of it: pages lie open."""
    signed_in = _find(token)
    if signed_in is None:
        raise RuntimeError("a sign-in that was just renewed is not good")
    login_user(signed_in)


def home_of(viewer: Viewer) -> str:
    """The address of the first page that is of use to this viewer."""
    if viewer.is_staff:
        found = [endpoint for permission, endpoint in STAFF_HOMES if viewer.may(permission)]
        return url_for(found[0] if found else "people.sign_ins")
    if viewer.may(Permission.VOLUNTEER_SEE_OWN):
        return url_for("rosters.my_duties")
    return url_for("applications.mine")


def code_key() -> bytes:
    """What e-mailed codes are digested with."""
    return str(current_app.config["SETTINGS"].secret_key).encode()
