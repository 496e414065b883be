"""Someone who would be placed, with the level of their vetting: all that leaves the vetting room."""

from datetime import date

from sqlalchemy import select

from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.queries import get_standings
from volunteers.placements.rules import PLACED_STRAND, Candidate
from volunteers.vetting.models import VettingCase
from volunteers.vetting.rules import Outcome

GRANTED = tuple(outcome for outcome in Outcome if outcome.is_grant)
LEVELS = {f"nppv_{level}": level for level in (1, 2, 3)}


def find_candidate(volunteer_id: int, on: date) -> Candidate | None:
    """How someone stands as a support volunteer, vetted to which level by a date; None for nobody."""
    standing = get_standings([volunteer_id], PLACED_STRAND).get(volunteer_id)
    if standing is None:
        return None
    level = db.session.scalar(
        select(VettingCase.level)
        .join(Volunteer, Volunteer.account_id == VettingCase.account_id)
        .where(
            Volunteer.id == volunteer_id, VettingCase.strand == PLACED_STRAND, VettingCase.outcome.in_(GRANTED),
            VettingCase.decided_on <= on, VettingCase.level.in_(LEVELS),
        )
        .order_by(VettingCase.decided_on.desc(), VettingCase.id.desc())
        .limit(1)
    )  # fmt: skip
    return Candidate(standing, LEVELS.get(level or ""))
