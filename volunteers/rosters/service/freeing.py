"""Taking someone off every duty they cannot do any more, at one go."""

from collections.abc import Collection

from volunteers.errors import Conflict, Refusal
from volunteers.people.queries import get_volunteer
from volunteers.permissions import Viewer
from volunteers.rosters.queries.to_free import is_told, list_to_free
from volunteers.rosters.service.places import withdraw

OTHERS = Refusal(
    "changed_meanwhile", "These duties are not the same any more. Look at the list as it is now, then press again."
)
WHY = {
    "leave": "On leave then",
    "suspended": "Suspended then",
    "restricted": "Restricted then",
    "of_age": "18 by then",
    "not_serving": "Does not serve any more then",
}


def free(volunteer_id: int, *, sign_up_ids: Collection[int], by: Viewer) -> int:
    """Take a volunteer off the duties they cannot do, tell them of each, and free the places; how many there were.

    ``sign_up_ids`` are those the page showed: ``Conflict`` when others are to be freed by now. Nothing is sent about
    someone who died. ``NotFound`` out of scope.
    """
    volunteer = get_volunteer(volunteer_id, by)
    found = list_to_free(volunteer.id, by)
    if {one.sign_up_id for one in found} != set(sign_up_ids):
        raise Conflict(OTHERS)
    tell = is_told(volunteer.id)
    for one in found:
        reason = WHY.get(one.refusals[0].code, "Cannot be on duty then")
        withdraw(one.sign_up_id, reason=reason, by=by, tell=tell)
    return len(found)
