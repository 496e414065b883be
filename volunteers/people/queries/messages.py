"""What a volunteer was sent, for staff who may read it where they serve."""

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.notifications.models import Message
from volunteers.notifications.queries.letters import LetterLine, get_to, list_to
from volunteers.people.models import Volunteer
from volunteers.people.queries.volunteers import get_volunteer, service_of
from volunteers.permissions import Permission, Viewer

READ = Permission.MESSAGE_READ


def list_sent(volunteer_id: int, viewer: Viewer) -> list[LetterLine]:
    """Messages to a volunteer about the strands in which the viewer may read them, newest first."""
    volunteer = get_volunteer(volunteer_id, viewer)
    strands = _strands(volunteer, viewer)
    return list_to(volunteer.account_id, strands) if strands else []


def get_sent(volunteer_id: int, message_id: int, viewer: Viewer) -> tuple[Volunteer, Message]:
    """One of them, with the volunteer; raises ``NotFound``."""
    volunteer = get_volunteer(volunteer_id, viewer)
    strands = _strands(volunteer, viewer)
    if not strands:
        raise NotFound(f"no messages of volunteer {volunteer_id} for this viewer")
    return volunteer, get_to(message_id, volunteer.account_id, strands)


def _strands(volunteer: Volunteer, viewer: Viewer) -> set[str]:
    rows = service_of([volunteer.id], viewer, clock.today(), with_former=True)[volunteer.id]
    return {row.strand_code for row in rows if viewer.may_in(READ, row.strand_code, row.area_code)}
