"""The blueprint of this room."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from volunteers.web.uploads import throw_away_the_rest

bp = Blueprint("imports", __name__)
Answer = str | Response | tuple[str, int]


@bp.after_request
def _take_it_all(response: Response) -> Response:
    """A file whose sender is asked to prove who they are is still being sent: a browser shows no answer until then."""
    if request.endpoint == "imports.send" and response.status_code in {303, 401, 403}:
        throw_away_the_rest()
    return response
