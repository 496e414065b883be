"""What is counted at night for the public pages."""

from volunteers.applications import service
from volunteers.unit_of_work import unit_of_work


def measure_waits() -> None:
    """Count how long people waited at each stage; safe to run at any time and twice."""
    with unit_of_work():
        service.measure_waits()
