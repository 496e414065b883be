"""What runs by itself: telling members of alerts, and filling in those who were just appointed."""

from volunteers.farms import service
from volunteers.unit_of_work import unit_of_work


def tell() -> None:
    """Tell everyone who waits to be told, in batches. Safe to run twice, and in two workers at once."""
    told = 1
    while told:
        with unit_of_work():
            told = service.tell()


def fill_in() -> None:
    """Give new members the premises and wishes of their application, in batches."""
    filled = 1
    while filled:
        with unit_of_work():
            filled = service.fill_in()
