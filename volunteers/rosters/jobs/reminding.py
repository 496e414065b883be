"""Reminding volunteers of their duties, every few minutes: safe at any time and twice."""

from volunteers.rosters.queries.reminding import list_reminders_due
from volunteers.rosters.service.reminding import remind
from volunteers.unit_of_work import unit_of_work


def remind_of_duties() -> None:
    """Send what is due, each in a transaction of its own; what a worker that died left, the next run sends."""
    for due in list_reminders_due():
        with unit_of_work():
            remind(due.sign_up_id, hours=due.hours)
