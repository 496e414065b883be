"""Hours for tests: good in every detail that a test does not name. Builders flush, never commit."""

from datetime import datetime, timedelta
from uuid import uuid4

from tests.people.builders import SOMERSET, SPECIALS, an_account, as_viewer
from volunteers import clock
from volunteers.extensions import db
from volunteers.hours import service
from volunteers.hours.models import Stint
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Role
from volunteers.strands.rules import HoursKind


def hours_of(
    volunteer: Volunteer,
    *,
    days_ago: int = 3,
    hours: float = 2,
    what: str = "Safety talk",
    strand: str = SPECIALS,
    area: str = SOMERSET,
    kind: HoursKind = HoursKind.COMMUNITY,
    starts_at: datetime | None = None,
    by: Account | None = None,
) -> Stint:
    """Hours claimed for a volunteer some days ago, which wait to be certified."""
    begun = starts_at or clock.start_of_day(clock.today() - timedelta(days=days_ago)) + timedelta(hours=10)
    stint = service.claim_for(
        volunteer.id, strand=strand, area=area, unit_id=None, what=what, kind=kind, starts_at=begun,
        ends_at=begun + timedelta(hours=hours), key=uuid4().hex, by=as_viewer(by or an_account(Role.SUPERVISOR)),
    )  # fmt: skip
    db.session.flush()
    return stint
