"""How the viewer themself serves: what a volunteer reads on their own page, and nothing staff wrote for each other."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.people.queries.standings import find_volunteer_of
from volunteers.people.queries.timeline import Dated, Looked, list_dated
from volunteers.people.queries.volunteers import ServiceRow, service_of
from volunteers.people.rules.lengths import length_words, months_served
from volunteers.permissions import Viewer


@dataclass(frozen=True)
class OwnStrand:
    """Service in one strand; ``length`` is everything ever served in it, in words."""

    row: ServiceRow
    length: str


@dataclass(frozen=True)
class OwnService:
    """The viewer's own service: where they serve now, where they did, and everything dated."""

    name: str
    serves: tuple[OwnStrand, ...]
    served: tuple[OwnStrand, ...]
    timeline: tuple[Dated, ...]


def get_own_service(viewer: Viewer) -> OwnService:
    """The service of the volunteer this viewer is; raises ``NotFound`` when they are none."""
    volunteer, today = find_volunteer_of(viewer.account_id), clock.today()
    if volunteer is None:
        raise NotFound(f"account {viewer.account_id} is no volunteer")
    rows = service_of([volunteer.id], None, today, with_former=True)[volunteer.id]
    periods = db.session.scalars(select(ServicePeriod).where(ServicePeriod.volunteer_id == volunteer.id)).all()
    dated = list_dated(Looked(volunteer.id, periods, today, private=False))
    served = {row.strand_code: _length(rows, row.strand_code, today) for row in rows}
    own = [OwnStrand(row, served[row.strand_code]) for row in rows]
    return OwnService(
        volunteer.name,
        tuple(one for one in own if not one.row.is_over),
        tuple(one for one in own if one.row.is_over),
        tuple(one for one in dated if one.kind not in {"Clearance", "Qualification"}),
    )


def _length(rows: list[ServiceRow], strand: str, today: date) -> str:
    spans = [(row.started_on, row.ended_on) for row in rows if row.strand_code == strand]
    return length_words(months_served(spans, today))
