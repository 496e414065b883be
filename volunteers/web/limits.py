"""How often anyone may send a form: from one network, about one address, and everyone together. No puzzle is put.

Source: OWASP ASVS 5.0, 2.4.1. Redis counts, and holds digests only: nothing personal.
"""

import hashlib
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any, TypeVar

from flask import request
from flask_limiter.util import get_remote_address

from volunteers.extensions import limiter
from volunteers.web.access import find_viewer

View = TypeVar("View", bound=Callable[..., Any])
Key = Callable[[], str]

# Every service of ours together, well above its busiest minute: a flood from everywhere meets it, people do not.
EVERYONE = "600 per minute; 12000 per hour"
WRONG_LINKS = "60 per hour"
GONE = {404, 410}


def by_address() -> str:
    """The e-mail address in the form that was sent, as a digest."""
    return f"address:{digest(str(request.form.get('email', '')).strip().lower())}"


def by_account() -> str:
    """Who is signed in."""
    found = find_viewer()
    return f"account:{found.account_id if found else 'nobody'}"


def by_link() -> str:
    """The link in the page's address, as a digest: Redis holds no token."""
    return f"link:{digest(str((request.view_args or {}).get('token', '')))}"


def by_network() -> str:
    """Where a request comes from. Of IPv6 the first half counts: the rest is one household's own (RFC 6177)."""
    given = get_remote_address()
    try:
        found = ip_address(given)
    except ValueError:
        return f"network:{given}"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64)
    return f"network:{found}"


def limited(
    *,
    network: str,
    address: str,
    everyone: str = EVERYONE,
    address_key: Key = by_address,
    everyone_key: Key = lambda: "everyone",
) -> Callable[[View], View]:
    """At most so many posts to this view from one network, so many about one address, and so many in all.

    What is counted as one address may be the account or the link instead: see ``address_key``.
    """

    def limit(view: View) -> View:
        view.is_limited = True  # type: ignore[attr-defined]
        found = limiter.limit(address, methods=["POST"], key_func=address_key)(view)
        found = limiter.limit(network, methods=["POST"], key_func=by_network)(found)
        return limiter.limit(everyone, methods=["POST"], key_func=everyone_key)(found)  # type: ignore[return-value]

    return limit


def guessed_links(view: View) -> View:
    """At most so many links that lead nowhere from one network, opened or sent. Good ones are not counted."""
    wrong = limiter.limit(WRONG_LINKS, key_func=by_network, deduct_when=lambda response: response.status_code in GONE)
    return wrong(view)  # type: ignore[return-value]


def is_limited(view: object) -> bool:
    """Whether a view says how often it may be sent."""
    return bool(getattr(view, "is_limited", False))


def digest(email: str) -> str:
    """An address as it may be counted by."""
    return hashlib.sha256(email.encode()).hexdigest()[:32]
