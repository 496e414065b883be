"""Telling of places at risk, some time after a date was changed."""

from volunteers.rosters.queries.at_risk import volunteers_to_look_at
from volunteers.rosters.service.at_risk import tell_coordinators, tell_of_risks
from volunteers.unit_of_work import unit_of_work


def tell_of_places_at_risk() -> None:
    """Tell each volunteer whose places came to be at risk, or are not any more, then coordinators how many there are.

    Each volunteer in a transaction of their own, so that one who cannot be told holds up nobody else.
    """
    for volunteer_id in volunteers_to_look_at():
        with unit_of_work():
            tell_of_risks(volunteer_id)
    with unit_of_work():
        tell_coordinators()
