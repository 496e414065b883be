"""What this room does at night: its long calculation, and its part in the equality answers."""

from volunteers.trends import service
from volunteers.unit_of_work import unit_of_work


def compute_figures() -> None:
    """Count all months again from the dated records; safe to run at any time and twice."""
    with unit_of_work():
        service.compute_figures()


def let_out_equality_answers() -> None:
    """Make the equality answers of enough people ready to be counted; safe to run at any time and twice."""
    with unit_of_work():
        service.let_out_equality_answers()
