"""Reminding those who have not answered, some days before a night."""

from volunteers.cadet_units.queries import list_due_for_reminder
from volunteers.cadet_units.service import remind
from volunteers.unit_of_work import unit_of_work


def remind_of_forms() -> None:
    """Each in a transaction of its own; safe to run twice."""
    for form_id in list_due_for_reminder():
        with unit_of_work():
            remind(form_id)
