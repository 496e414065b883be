"""Who runs a unit as a volunteer: by the grade they hold and the unit they serve in, not by a right of staff."""

from volunteers import clock
from volunteers.people.queries.standings import find_volunteer_of, get_standings
from volunteers.people.rules.serving import StatusKind, status_on
from volunteers.permissions import Permission, Viewer

MAY_RUN = ("scheme_coordinator", "deputy_coordinator")


def runs_unit(unit_id: int, *, strand: str, by: Viewer) -> bool:
    """Whether the viewer coordinates a unit today, or is the deputy. Not while they are suspended."""
    today, volunteer = clock.today(), find_volunteer_of(by.account_id)
    if volunteer is None or not by.may(Permission.SESSION_RUN):
        return False
    standing = get_standings([volunteer.id], strand)[volunteer.id]
    held = status_on(standing.statuses, today)
    return (
        standing.serves_throughout(today, today)
        and standing.unit_on(today) == unit_id
        and standing.grade_on(today) in MAY_RUN
        and not (held and held.status is StatusKind.SUSPENDED)
    )
