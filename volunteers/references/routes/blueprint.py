"""The blueprint of this room, and what stands before each of its pages: the link, and how often it may be tried."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from volunteers.references import queries
from volunteers.references.models import Referee
from volunteers.references.rules import Door
from volunteers.web.access import public
from volunteers.web.limits import by_link, guessed_links, limited

bp = Blueprint("references", __name__)


def behind_link(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the referee of the link in its address, while it can be answered; else the page that says why not.

    Everyone may ask, but not too often. Nothing is done on opening a link: mail programs open them by themselves.
    """

    @public
    @guessed_links
    @limited(network="120 per hour; 500 per day", address="60 per hour", address_key=by_link)
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
