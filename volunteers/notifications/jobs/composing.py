"""The words of a message, as they go out."""

from dataclasses import replace
from email import policy

from flask import current_app
from flask_mail import Message as Mail

from volunteers.notifications.models import Message
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules import unsubscribe_headers
from volunteers.notifications.rules.choices import group_of
from volunteers.notifications.rules.leaving import leaving_token
from volunteers.notifications.rules.wording import Words


def written(message: Message) -> Words:
    """The words of a message: the force's own where it has some, else those of ``templates/messages``."""
    return words_of(message, current_app.jinja_env, current_app.config["SERVICE"])


def compose(message: Message, words: Words | None = None) -> Mail:
    """A message as a mail, in words that were written already or are written now.

    One that has an address at which such messages are stopped says so in its headers.
    """
    words = words or written(message)
    words = replace(words, unsubscribe=words.unsubscribe or _way_out(message))
    kind = StoppableMail if words.unsubscribe else Mail
    composed = kind(subject=words.subject, recipients=[message.to_address], body=words.body + "\n")
    if words.unsubscribe:
        composed.extra_headers = unsubscribe_headers(words.unsubscribe)
    composed.msgId = f"<{message.message_id}@{current_app.config['MESSAGE_DOMAIN']}>"
    return composed


def _way_out(message: Message) -> str:
    """The address at which its receiver leaves the group of such messages, where it may be left; it is never stored."""
    group = group_of(message.kind)
    if message.account_id is None or group is None or not group.may_be_off:
        return ""
    key = str(current_app.config["SECRET_KEY"]).encode()
    token = leaving_token(message.account_id, group.code, key=key)
    return f"{current_app.config['SERVICE']['url']}/my-messages/leave/{token}"


class StoppableMail(Mail):
    """A message whose headers go out as they were written: a long address must not be folded into coded words."""

    def as_bytes(self) -> bytes:
        written = self._message()
        written.policy = policy.SMTP.clone(refold_source="none")
        return written.as_bytes()
