"""Messages for tests."""

from typing import Any

from tests.people.builders import a_viewer
from volunteers.notifications.models import Message, MessageTemplate
from volunteers.notifications.queries.templates import find_newest
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.rules.own_words import OwnWords
from volunteers.notifications.service import notify
from volunteers.notifications.service.templates import write_template
from volunteers.permissions import Role


def a_message(to: str = "jo@example.org", **more: Any) -> Message:
    """A sign-in code waiting to be sent."""
    return notify(MessageKind.SIGN_IN_CODE_REQUESTED, to=to, way="code", code="123456", **more)


def a_letter(account_id: int, application_id: int | None = None, **more: Any) -> Message:
    """News of an application to someone, which waits to be sent."""
    about = ("application", application_id) if application_id else None
    return notify(
        MessageKind.APPLICATION_MOVED, to="jo@example.org", account_id=account_id, subject=about,
        **{"of_strand": "special_constabulary", "name": "Sam", "reference": "SC-1", "strand": "Specials", **more},
    )  # fmt: skip


def own_words(kind: str = "application_moved", strand: str | None = None, **changes: Any) -> MessageTemplate:
    """Words of the force's own, written and in force."""
    by = changes.pop("by", None) or a_viewer(Role.ADMINISTRATOR)
    newest = find_newest(kind, strand)
    words = OwnWords(**{"subject": "Own news of ((reference))", "body": "Hello ((name))\n\n((link))", **changes})
    return write_template(kind, strand, words, seen=newest.number if newest else 0, by=by)
