"""A message about an application, for staff who may read what people are sent."""

from volunteers.applications.models import Application
from volunteers.errors import NotFound
from volunteers.notifications.models import Message
from volunteers.notifications.queries.letters import get_about
from volunteers.onboarding.queries.case_file import get_application
from volunteers.permissions import Permission, Viewer


def get_message(reference: str, message_id: int, viewer: Viewer) -> tuple[Application, Message]:
    """A message and its application; raises ``NotFound`` out of the viewer's scope."""
    application = get_application(reference, viewer)
    if not viewer.may_in(Permission.MESSAGE_READ, application.strand, application.area):
        raise NotFound(f"no messages of {reference!r} for this viewer")
    return application, get_about(message_id, "application", application.id)
