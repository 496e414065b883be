"""The mail that gathers a day's news, for those who chose it."""

import logging
from collections.abc import Mapping
from typing import Any

from flask import current_app
from jinja2 import TemplateError

from volunteers.notifications import queries
from volunteers.notifications.models import Message
from volunteers.notifications.queries.letters import line_of
from volunteers.notifications.queries.templates import words_of
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.wording import values_of
from volunteers.notifications.service import tell_of_the_day
from volunteers.notifications.service.holding import take_held
from volunteers.unit_of_work import unit_of_work

log = logging.getLogger(__name__)


def gather_the_day() -> None:
    """Write each person whose news waits one mail that says all of it.

    Each in a transaction of their own: whoever is not reached is found at the next run, and nobody is told twice.
    """
    for account_id in queries.list_waiting_for_their_day():
        with unit_of_work():
            held = take_held(account_id)
            if held:
                tell_of_the_day(held, [_item(message) for message in held])


def _item(message: Message) -> Mapping[str, Any]:
    """A line and a link for one message; its title and where it can be read when its words cannot be written."""
    service = current_app.config["SERVICE"]
    kind, own_page = CATALOGUE.get(message.kind), f"{service['url']}/my-messages/{message.id}"
    try:
        line = words_of(message, current_app.jinja_env, service).subject
        values = values_of(current_app.jinja_env, kind, {**message.particulars, "service": service}) if kind else {}
    except TemplateError:
        log.exception("Message %s of the kind %s has no words", message.id, message.kind)
        return {"line": line_of(message).title, "link": own_page}
    about = [message.particulars.get(name) for name in ("title", "when")]
    said = ", ".join(str(each) for each in about if each and str(each) not in line)
    return {"line": f"{line}: {said}" if said else line, "link": values.get("link") or own_page}
