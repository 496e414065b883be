"""How often anyone may try to sign in: from one network, and with one address, whoever tries it.

Source: OWASP ASVS 5.0, 6.1.1 and 6.3.1: guessing is slowed without giving a stranger a way to lock the owner out.
The owner's own device, known from an earlier sign-in, is counted apart.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request, session
from flask_limiter.util import get_remote_address
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from volunteers.extensions import limiter

View = TypeVar("View", bound=Callable[..., Any])

KNOWN_DEVICE = "known_device"
KNOWN_FOR_SECONDS = 180 * 24 * 60 * 60
ASKED_FOR = "code_asked_for"


def limited(*, network: str, address: str) -> Callable[[View], View]:
    """At most so many posts to this view from one network, and so many for one address."""

    def limit(view: View) -> View:
        of_network = limiter.limit(network, methods=["POST"], key_func=_network)
        of_address = limiter.limit(address, methods=["POST"], key_func=_address)
        return of_network(of_address(view))  # type: ignore[return-value]

    return limit


def remember_device(response: Response, email: str) -> None:
    """Note on the owner's device that they signed in from it; it lets nobody in."""
    response.set_cookie(
        KNOWN_DEVICE, _notes().dumps(_digest(email)), max_age=KNOWN_FOR_SECONDS, httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip


def _network() -> str:
    return f"network:{get_remote_address()}"


def _address() -> str:
    """The address tried, as a digest: Redis holds nothing personal."""
    email = str(request.form.get("email") or session.get(ASKED_FOR, "")).strip().lower()
    return f"{'device' if _is_known_device(email) else 'address'}:{_digest(email)}"


def _is_known_device(email: str) -> bool:
    try:
        return bool(_notes().loads(request.cookies.get(KNOWN_DEVICE, "")) == _digest(email))
    except BadSignature:
        return False


def _notes() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=KNOWN_DEVICE)


def _digest(email: str) -> str:
    return hashlib.sha256(email.encode()).hexdigest()[:32]
