"""The long calculation of this room, run at night and when someone asks."""

from volunteers.trends import service
from volunteers.unit_of_work import unit_of_work


def compute_figures() -> None:
    """Count all months again from the dated records; safe to run at any time and twice."""
    with unit_of_work():
        service.compute_figures()
