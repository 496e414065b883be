"""What becomes of sessions by themselves: late ones are told of, and registrations erased."""

from volunteers.speedwatch import service
from volunteers.unit_of_work import unit_of_work


def warn_of_waiting() -> None:
    """Tell those who hand sessions over which have waited too long; all or nobody."""
    with unit_of_work():
        service.warn_of_waiting()


def erase_overdue() -> None:
    """Erase what was kept for as long as it may be, some at a time until nothing is left."""
    while True:
        with unit_of_work():
            if not service.erase_overdue():
                return
