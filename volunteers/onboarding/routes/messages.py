"""A message about an application, as it was sent."""

from flask import current_app, render_template

from volunteers.notifications.queries.letters import read_letter
from volunteers.onboarding.queries.messages import get_message
from volunteers.onboarding.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications/<reference>/messages/<int:message_id>")
@needs(Permission.MESSAGE_READ)
def message(reference: str, message_id: int) -> str:
    """What it said, to whom it went, and what became of it."""
    application, row = get_message(reference, message_id, viewer())
    letter = read_letter(row, current_app.jinja_env, current_app.config["SERVICE"])
    return render_template("onboarding/message.html", application=application, letter=letter)
