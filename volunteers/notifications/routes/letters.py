"""One's own messages, to whoever they were sent to."""

from flask import current_app, render_template

from volunteers.notifications.queries.letters import get_own, list_to, read_letter
from volunteers.notifications.routes.blueprint import bp
from volunteers.permissions import Permission
from volunteers.web.access import needs, viewer


@bp.get("/my-messages")
@needs(Permission.OWN_ACCOUNT)
def own_letters() -> str:
    """Everything that was sent to the person signed in, newest first; codes are not kept."""
    return render_template("notifications/own_letters.html", letters=list_to(viewer().account_id, None))


@bp.get("/my-messages/<int:message_id>")
@needs(Permission.OWN_ACCOUNT)
def own_letter(message_id: int) -> str:
    """One of them, as it was written."""
    message = get_own(message_id, viewer())
    letter = read_letter(message, current_app.jinja_env, current_app.config["SERVICE"])
    return render_template("notifications/own_letter.html", letter=letter)
