"""Pages that belong to no room: is the service up, and what it says of itself."""

from flask import Blueprint, current_app, jsonify
from redis.exceptions import RedisError
from sqlalchemy import text
from werkzeug.wrappers import Response

from volunteers.extensions import db
from volunteers.web.access import public

bp = Blueprint("web", __name__)


@bp.get("/health")
@public
def health() -> Response:
    """200 while the database answers. The queue is reported but may be away: pages work without it."""
    db.session.execute(text("SELECT 1"))
    try:
        current_app.extensions["redis"].ping()
        queue_state = "up"
    except RedisError:
        queue_state = "away"
    return jsonify(database="up", queue=queue_state)
