"""The guardian is told what the young person is told: no message to a child goes without its copy.

Every message passes here when it is stored, so no part of the service has to remember it.
"""

from volunteers.guardians import queries
from volunteers.notifications.models import Message
from volunteers.notifications.rules import SECRET_KINDS, MessageKind
from volunteers.notifications.service import notify


def copy_to_guardian(message: Message) -> None:
    """Send the known guardians of whoever a message is for a copy of it. Codes and links are never copied."""
    if message.account_id is None or message.kind in SECRET_KINDS:
        return
    about = message.subject_id if message.subject == "application" else None
    told = queries.list_told(message.account_id, application_id=about)
    for guardian in {each.email: each for each in told}.values():
        notify(
            MessageKind.GUARDIAN_COPIED,
            to=guardian.email, subject=("application", guardian.application_id), expires_at=message.expires_at,
            of_strand=message.strand, not_before=message.due_at,
            **{
                **message.particulars,
                "original": message.kind,
                "guardian": guardian.name,
                "young_person": guardian.young_person,
            },
        )  # fmt: skip
