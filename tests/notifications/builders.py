"""Messages for tests."""

from typing import Any

from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify


def a_message(to: str = "jo@example.org", **more: Any) -> Message:
    """A sign-in code waiting to be sent."""
    return notify(MessageKind.SIGN_IN_CODE_REQUESTED, to=to, way="code", code="123456", **more)
