"""What runs by itself: telling those who wait of what has opened, and forgetting those who waited long enough."""

from volunteers.openings import service
from volunteers.unit_of_work import unit_of_work


def tell_interested() -> None:
    """Tell everyone who waits for something that is open now, once. Safe to run twice, and in two workers at once."""
    told = 1
    while told:
        with unit_of_work():
            told = service.tell_interested()


def erase_old_interest() -> None:
    """Erase the addresses of those last heard of longer ago than the force keeps them."""
    erased = 1
    while erased:
        with unit_of_work():
            erased = service.erase_old_interest()
