"""How often anyone may send a form: from one network, about one address, and everyone together. No puzzle is put.

Source: OWASP ASVS 5.0, 2.4.1. Redis counts, and holds digests only: nothing personal.
"""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from flask import request
from flask_limiter.util import get_remote_address

from volunteers.extensions import limiter

View = TypeVar("View", bound=Callable[..., Any])


def sent_address() -> str:
    """The e-mail address in the form that was sent, as a digest."""
    return f"address:{digest(str(request.form.get('email', '')).strip().lower())}"


def limited(
    *, network: str, address: str, everyone: str | None = None, address_key: Callable[[], str] = sent_address
) -> Callable[[View], View]:
    """At most so many posts to this view from one network, so many about one address, and so many in all."""

    def limit(view: View) -> View:
        found = limiter.limit(address, methods=["POST"], key_func=address_key)(view)
        found = limiter.limit(network, methods=["POST"], key_func=_network)(found)
        if everyone is not None:
            found = limiter.limit(everyone, methods=["POST"], key_func=lambda: "everyone")(found)
        return found  # type: ignore[return-value]

    return limit


def digest(email: str) -> str:
    """An address as it may be counted by."""
    return hashlib.sha256(email.encode()).hexdigest()[:32]


def _network() -> str:
    return f"network:{get_remote_address()}"
