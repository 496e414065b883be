"""Telling staff of duties that are short of people, in the morning."""

from volunteers.rosters.service.short_duties import tell_of_short_duties
from volunteers.unit_of_work import unit_of_work


def alert_of_short_duties() -> None:
    """Tell coordinators and supervisors once of each duty soon to come that is below its minimum; all or nobody."""
    with unit_of_work():
        tell_of_short_duties()
