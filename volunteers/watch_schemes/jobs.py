"""What runs by itself: telling coordinators, writing to households, and asking schemes that have been quiet."""

from volunteers.unit_of_work import unit_of_work
from volunteers.watch_schemes import service


def tell_coordinators() -> None:
    """Tell the coordinators of every message that waits, in batches. Safe to run twice, and in two workers at once."""
    told = 1
    while told:
        with unit_of_work():
            told = service.tell_coordinators()


def send_mails() -> None:
    """Write to every household that a message was passed on to, in batches. Safe to run twice, and in two at once."""
    sent = 1
    while sent:
        with unit_of_work():
            sent = service.send_mails()


def ask_quiet() -> None:
    """Ask every scheme that nothing was heard of for too long, once."""
    asked = 1
    while asked:
        with unit_of_work():
            asked = service.ask_quiet()
