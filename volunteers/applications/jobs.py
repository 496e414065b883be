"""What is counted at night for the public pages, and who is reminded in the morning."""

from volunteers.applications import queries, service
from volunteers.guardians.service import remind
from volunteers.unit_of_work import unit_of_work
from volunteers.web import kept, once


def measure_waits() -> None:
    """Count how long people waited at each stage; safe to run at any time and twice."""
    with unit_of_work():
        service.measure_waits()


def forget_what_was_typed() -> None:
    """Erase the forms that were kept as typed and that nobody came back for, and the receipts of old ones."""
    with unit_of_work():
        kept.forget_old()
        once.forget_old()


def remind_guardians() -> None:
    """Remind the guardians who have not answered, once each. Running it twice sends nothing more."""
    for guardian_id in queries.list_guardians_to_remind():
        with unit_of_work():
            remind(guardian_id)
