"""What this room does by itself, every few minutes: safe at any time and twice."""

from volunteers.attendance import service
from volunteers.unit_of_work import unit_of_work


def check_welfare() -> None:
    """Ask after those who were not booked off in time."""
    with unit_of_work():
        service.check_welfare()
