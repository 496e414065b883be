"""Waiting for referees: safe to run at any time and twice, and after days of not having run."""

from volunteers.references import queries, service
from volunteers.unit_of_work import unit_of_work


def remind() -> None:
    """Remind whoever is due to be reminded, each in a transaction of their own."""
    note_unreachable()
    for referee_id in queries.list_to_remind():
        with unit_of_work():
            service.remind(referee_id)


def note_unreachable() -> None:
    """Mark the referees whom a message could not reach, so that the applicant is told."""
    for referee_id in queries.list_unreachable():
        with unit_of_work():
            service.note_unreachable(referee_id)
