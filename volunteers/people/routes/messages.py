"""What a volunteer was sent: a part of their page, and each message as it was written."""

from flask import current_app, render_template

from volunteers.notifications.queries.letters import read_letter
from volunteers.people.queries.messages import get_sent, list_sent
from volunteers.people.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer

READ = Permission.MESSAGE_READ


@bp.get("/staff/volunteers/<int:volunteer_id>/messages/<int:message_id>")
@needs(READ)
def message(volunteer_id: int, message_id: int) -> str:
    """What it said, to whom it went, and what became of it."""
    volunteer, row = get_sent(volunteer_id, message_id, viewer())
    letter = read_letter(row, current_app.jinja_env, current_app.config["SERVICE"])
    return render_template("people/message.html", volunteer=volunteer, letter=letter)


def messages_part(volunteer_id: int) -> str:
    """The latest messages, on the page of a volunteer; nothing for whoever may not read them."""
    letters = list_sent(volunteer_id, viewer()) if viewer().may(READ) else []
    return render_template("people/messages.html", volunteer_id=volunteer_id, letters=letters) if letters else ""
