"""Journeys: one's own, those of a vehicle, and the sheets of a month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.expenses.models import ExpenseClaim
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.placements.models import Journey, Placement
from volunteers.placements.rules import PLACED_STRAND, Neighbour

MOST = 5_000


@dataclass(frozen=True)
class JourneyRow:
    """A journey of someone."""

    journey: Journey
    name: str

    @property
    def minutes(self) -> int:
        return int(clock.elapsed(self.journey.starts_at, self.journey.ends_at).total_seconds() // 60)


@dataclass(frozen=True)
class DriverSheet:
    """The journeys of one driver in a month, in order."""

    volunteer_id: int
    name: str
    rows: Sequence[JourneyRow]

    @property
    def tenths(self) -> int:
        return sum(each.journey.miles_tenths for each in self.rows)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.rows)

    @property
    def unusual(self) -> int:
        return sum(not each.journey.is_usual for each in self.rows)


def get_own_journey(journey_id: int, viewer: Viewer) -> Journey:
    """A journey of the viewer's own that was not taken out; ``NotFound`` otherwise."""
    found = db.session.scalars(
        select(Journey)
        .join(Volunteer, Volunteer.id == Journey.volunteer_id)
        .where(Journey.id == journey_id, Volunteer.account_id == viewer.account_id, Journey.removed_at.is_(None))
    ).first()
    if found is None:
        raise NotFound(f"no journey {journey_id} of this account")
    return found


def key_of_claim(journey_id: int) -> str:
    """What makes the claim for the miles of a journey one, however often it is asked for."""
    return f"journey {journey_id}"


def list_claimed(journeys: Iterable[Journey]) -> set[int]:
    """Those of these journeys whose miles are claimed; a claim taken back does not count."""
    keys = {key_of_claim(each.id): each.id for each in journeys}
    claimed = db.session.scalars(select(ExpenseClaim.key).where(ExpenseClaim.key.in_(keys)))
    return {keys[key] for key in claimed if key}


def on_another(volunteer_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether someone was on another journey in that time."""
    return (
        db.session.scalar(
            select(Journey.id)
            .where(Journey.volunteer_id == volunteer_id, Journey.removed_at.is_(None))
            .where(Journey.starts_at < ends_at, Journey.ends_at > starts_at)
            .limit(1)
        )
        is not None
    )


def list_neighbours(fleet_number: str, at: datetime) -> list[Neighbour]:
    """The journeys of a vehicle just before and just after a moment, of those with an odometer."""
    of_it = (Journey.fleet_number == fleet_number, Journey.removed_at.is_(None), Journey.odometer_end.is_not(None))
    before = select(Journey).where(*of_it, Journey.starts_at <= at).order_by(Journey.starts_at.desc()).limit(1)
    after = select(Journey).where(*of_it, Journey.starts_at > at).order_by(Journey.starts_at).limit(1)
    found = [db.session.scalars(each).first() for each in (before, after)]
    return [Neighbour(one.starts_at, one.odometer_start or 0, one.odometer_end or 0) for one in found if one]


def list_sheets(viewer: Viewer, month: date, *, volunteer_id: int | None = None) -> list[DriverSheet]:
    """What each driver in the viewer's scope drove in a month, by name."""
    first, last = clock.start_of_day(month), clock.start_of_day(clock.add_months(month, 1))
    within = viewer.within(Permission.PLACEMENT_EDIT, literal(PLACED_STRAND), Placement.area.expression)
    only = () if volunteer_id is None else (Journey.volunteer_id == volunteer_id,)
    rows = db.session.execute(
        select(Journey, Volunteer.first_name + " " + Volunteer.last_name)
        .join(Placement, Placement.id == Journey.placement_id)
        .join(Volunteer, Volunteer.id == Journey.volunteer_id)
        .where(Journey.starts_at >= first, Journey.starts_at < last, Journey.removed_at.is_(None), within, *only)
        .order_by(Volunteer.last_name, Volunteer.first_name, Volunteer.id, Journey.starts_at)
        .limit(MOST)
    )
    sheets: dict[int, list[JourneyRow]] = defaultdict(list)
    for journey, name in rows:
        sheets[journey.volunteer_id].append(JourneyRow(journey, name))
    return [DriverSheet(number, found[0].name, found) for number, found in sheets.items()]
