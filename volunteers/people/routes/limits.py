"""How often anyone may try to sign in: from one network, and with one address, whoever tries it.

Source: OWASP ASVS 5.0, 6.1.1 and 6.3.1: guessing is slowed without giving a stranger a way to lock the owner out.
The owner's own device, known from an earlier sign-in, is counted apart.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request, session
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from volunteers.web import limits
from volunteers.web.limits import digest

View = TypeVar("View", bound=Callable[..., Any])

KNOWN_DEVICE = "known_device"
KNOWN_FOR_SECONDS = 180 * 24 * 60 * 60
ASKED_FOR = "code_asked_for"


def limited(*, network: str, address: str) -> Callable[[View], View]:
    """At most so many posts to this view from one network, so many for one address, and so many in all.

    A flood from everywhere does not shut out who signs in on a device of their own.
    """
    return limits.limited(network=network, address=address, address_key=_address, everyone_key=_everyone)


def remember_device(response: Response, email: str) -> None:
    """Note on the owner's device that they signed in from it; it lets nobody in."""
    response.set_cookie(
        KNOWN_DEVICE, _notes().dumps(digest(email)), max_age=KNOWN_FOR_SECONDS, httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip


def _everyone() -> str:
    return _address() if _is_known_device(_email()) else "everyone"


def _email() -> str:
    return str(request.form.get("email") or session.get(ASKED_FOR, "")).strip().lower()


def _address() -> str:
    """The address tried, as a digest: Redis holds nothing personal."""
    email = _email()
    return f"{'device' if _is_known_device(email) else 'address'}:{digest(email)}"


def _is_known_device(email: str) -> bool:
    try:
        return bool(_notes().loads(request.cookies.get(KNOWN_DEVICE, "")) == digest(email))
    except BadSignature:
        return False


def _notes() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=KNOWN_DEVICE)
