"""In which strands someone serves: asked by every card on a page of their own, and read once for all of them."""

from sqlalchemy import or_, select

from volunteers import clock
from volunteers.extensions import db, remembered
from volunteers.people.models import ServicePeriod, Volunteer
from volunteers.permissions import Viewer


def serves_in(viewer: Viewer, strand: str) -> bool:
    """Whether the viewer serves in a strand today."""
    served = remembered(f"strands of account {viewer.account_id}", lambda: _strands(viewer.account_id))
    return strand in served


def _strands(account_id: int) -> frozenset[str]:
    today = clock.today()
    return frozenset(
        db.session.scalars(
            select(ServicePeriod.strand)
            .join(Volunteer, Volunteer.id == ServicePeriod.volunteer_id)
            .where(
                Volunteer.account_id == account_id,
                ServicePeriod.started_on <= today,
                or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > today),
            )
        )
    )
