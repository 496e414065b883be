"""The weekly sample of openings: safe to run at any time and twice."""

from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import service


def sample_openings() -> None:
    """Put ten openings of the last week, drawn by lot, before the auditors."""
    with unit_of_work():
        service.sample_openings()
