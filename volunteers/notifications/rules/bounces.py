"""Mail that came back: which message of ours it was, and why, read from what the mail system wrote (RFC 3464)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser

from volunteers.notifications.rules.reaching import reason_of

LARGEST = 1_000_000
# A note that something is late is no end of it: the mail system goes on trying.
FINAL = "failed"


@dataclass(frozen=True)
class Bounce:
    """``message_id`` is our name for the message that came back; ``why`` says it in words."""

    message_id: str
    why: str


def read_bounce(content: bytes) -> Bounce | None:
    """What a mail tells of a message of ours that could not be delivered; None when it tells of none."""
    mail = message_from_bytes(content[:LARGEST])
    if mail.get_content_type() != "multipart/report":
        return None
    failed = [each for each in _told(mail) if str(each.get("Action", "")).strip().lower() == FINAL]
    message_id = next(_original_ids(mail), None)
    if not failed or message_id is None:
        return None
    status = str(failed[0].get("Status", "")).strip()
    return Bounce(message_id, f"{reason_of(status)} ({status})" if status else reason_of(status))


def _told(mail: Message) -> Iterator[Message]:
    """The groups of fields of the part for machines: one for the mail, then one for each receiver."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            yield from (each for each in payload if isinstance(each, Message)) if isinstance(payload, list) else ()


def _original_ids(mail: Message) -> Iterator[str]:
    """The names before the ``@`` of what stands as the returned message, or as its headers alone."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            found = inner.get("Message-ID") if isinstance(inner, Message) else None
        elif part.get_content_type() == "text/rfc822-headers":
            found = HeaderParser().parsestr(str(part.get_payload())).get("Message-ID")
        else:
            continue
        if found:
            yield str(found).strip().strip("<>").partition("@")[0]
