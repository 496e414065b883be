"""The place of an opening that an application takes when it is sent, and gives back when it ends."""

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import Refused
from volunteers.openings.queries import standing_of
from volunteers.openings.rules import GONE, refusal_to_take
from volunteers.openings.service import give_back_place, take_place


def take_its_place(application: Application) -> None:
    """Take a place of the opening that is open for this now; where openings are not used, none is needed.

    Refused while it is not open or full: the draft stays as it is.
    """
    standing = standing_of(application.strand, application.unit_id, application.role)
    if standing.opening is None and standing.is_open:
        return
    if standing.opening is None or not standing.is_open:
        opens_on = standing.opening.opens_on if standing.opening else clock.today()
        raise Refused(refusal_to_take(standing.state, opens_on) or GONE)
    take_place(standing.opening.id)
    application.opening_id = standing.opening.id


def give_its_place_back(application: Application) -> None:
    """The application ended without an appointment: the place is free for someone else."""
    if application.opening_id is not None:
        give_back_place(application.opening_id)
        application.opening_id = None
