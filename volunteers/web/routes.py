"""Pages that belong to no room: is the service up, and what it says of itself."""

from flask import Blueprint, current_app, jsonify, render_template
from redis.exceptions import RedisError
from sqlalchemy import text
from werkzeug.wrappers import Response

from volunteers.extensions import db
from volunteers.permissions import Permission
from volunteers.web.access import needs, public, viewer
from volunteers.web.work import ON_THE_DAY, STRAND_WORK, for_viewer

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


@bp.get("/staff/on-the-day")
@needs(Permission.HOURS_CERTIFY)
def on_the_day() -> str:
    """What there is to do from the moment people are wanted until their hours count."""
    return render_template(
        "web/work.html", title="On the day", work=for_viewer(ON_THE_DAY, viewer()),
        lead="Who comes, who is there, what it adds up to and what it cost.",
    )  # fmt: skip


@bp.get("/staff/strands")
@needs(Permission.SESSION_READ)
def strand_work() -> str:
    """The work that one strand has and the others have not."""
    return render_template(
        "web/work.html", title="Strands", work=for_viewer(STRAND_WORK, viewer()),
        lead="The work that each kind of volunteering has of its own.",
    )  # fmt: skip
