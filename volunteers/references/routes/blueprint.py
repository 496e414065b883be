"""The blueprint of this room, and what stands before each of its pages: the link, and how often it may be tried."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from volunteers.extensions import limiter
from volunteers.references import queries
from volunteers.references.models import Referee
from volunteers.references.rules import Door
from volunteers.web.access import public

bp = Blueprint("references", __name__)

# A reference is a handful of pages. A link nobody can guess is not guessed faster for being tried by many.
POSTS_BY_NETWORK = "120 per hour; 500 per day"
POSTS_BY_LINK = "60 per hour"
WRONG_LINKS_BY_NETWORK = "60 per hour"


def behind_link(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the referee of the link in its address, while it can be answered; else the page that says why not.

    Everyone may ask, but not too often. Nothing is done on opening a link: mail programs open them by themselves.
    """

    @public
    @limiter.limit(WRONG_LINKS_BY_NETWORK, key_func=_network, deduct_when=lambda response: response.status_code == 404)
    @limiter.limit(POSTS_BY_NETWORK, methods=["POST"], key_func=_network)
    @limiter.limit(POSTS_BY_LINK, methods=["POST"], key_func=_link)
    @wraps(view)
    def guarded(token: str, **more: Any) -> Any:
        referee, door = queries.get_by_link(token)
        if door is not Door.OPEN:
            return closed(door)
        return view(referee, token=token, **more)

    return guarded


def closed(door: Door) -> Response:
    """What a link says that leads to nothing more; it names nobody."""
    return make_response(render_template("references/closed.html", door=door), door.status)


def page_code(referee: Referee, code: str) -> str:
    """Under which name a page's typing is kept: the address itself holds the token, which is stored nowhere."""
    return f"/reference/{referee.id}/{code}"


def _network() -> str:
    return f"network:{get_remote_address()}"


def _link() -> str:
    """The link, as a digest: Redis holds no token."""
    token = str((request.view_args or {}).get("token", ""))
    return f"link:{hashlib.sha256(token.encode()).hexdigest()[:32]}"
