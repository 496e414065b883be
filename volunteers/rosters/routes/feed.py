"""A volunteer's duties in their own calendar, each with the way to its page."""

from collections.abc import Iterable
from dataclasses import replace

from flask import current_app, url_for

from volunteers.people.rules.calendars import Entry
from volunteers.rosters.queries.calendar_entries import list_entries


def in_calendar(account_id: int) -> Iterable[Entry]:
    """The duties of an account, as the calendar behind its secret link shows them."""
    home = f"{current_app.config['SERVICE']['url']}{url_for('rosters.my_duties')}"
    return [replace(entry, address=home) for entry in list_entries(account_id)]
