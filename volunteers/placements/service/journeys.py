"""What volunteers write down of their placement: journeys, miles of their own car, and hours."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Refusal, Refused
from volunteers.expenses import service as expenses
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import Drive, Given
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.hours import service as hours
from volunteers.people.models import Volunteer
from volunteers.permissions import Viewer
from volunteers.placements import queries
from volunteers.placements.models import Journey, Placement
from volunteers.placements.rules import PLACED_STRAND, JourneyGiven, Vehicle, is_usual_time, refusals_to_log
from volunteers.strands.rules import HoursKind

NOT_A_DRIVER = Refusal("not_a_driver", "Journeys are written down by drivers. This role does not drive.")
NOT_THEN = Refusal("not_then", "Your placement does not run on that day.", "your coordinator")
CLAIMED = Refusal("claimed", "You claimed these miles. Take the claim back first, then the journey.")
NOT_OWN_CAR = Refusal("not_own_car", "Only miles of your own car are claimed.")


def log_journey(placement_id: int, given: JourneyGiven, *, by: Viewer) -> Journey:
    """Write down a journey of one's own placement.

    Refused in the future, at the same time as another one, outside the placement, and where its times, miles or
    odometer cannot be. Outside the usual times it is marked, not refused.
    """
    row = queries.get_own_placement(placement_id, by)
    placement = row.placement
    db.session.execute(select(Volunteer.id).where(Volunteer.id == placement.volunteer_id).with_for_update())
    refusals = [] if row.drives else [NOT_A_DRIVER]
    if not placement.runs_on(clock.on(given.starts_at)):
        refusals.append(NOT_THEN)
    overlaps = queries.on_another(placement.volunteer_id, given.starts_at, given.ends_at)
    is_police = given.vehicle is Vehicle.POLICE
    fleet = given.fleet_number.replace(" ", "").upper() if is_police else ""
    near = queries.list_neighbours(fleet, given.starts_at) if fleet else []
    refusals += refusals_to_log(given, now=clock.now(), overlaps=overlaps, neighbours=near)
    if refusals:
        raise Refused(refusals)
    journey = Journey(
        placement_id=placement_id, volunteer_id=placement.volunteer_id, starts_at=given.starts_at,
        ends_at=given.ends_at, from_place=given.from_place, to_place=given.to_place, vehicle=given.vehicle,
        fleet_number=fleet, odometer_start=given.odometer_start, odometer_end=given.odometer_end,
        miles_tenths=given.miles_tenths,
        is_usual=is_usual_time(clock.in_london(given.starts_at), clock.in_london(given.ends_at)), logged_at=clock.now(),
    )  # fmt: skip
    db.session.add(journey)
    db.session.flush()
    record(
        "journey_logged",
        subject="volunteer",
        subject_id=placement.volunteer_id,
        by=by.account_id,
        journey_id=journey.id,
    )
    return journey


def claim_miles(journey_id: int, *, by: Viewer) -> ExpenseClaim:
    """Claim the miles of a journey in one's own car, once however often it is asked."""
    journey = queries.get_own_journey(journey_id, by)
    if journey.vehicle is not Vehicle.OWN:
        raise Refused(NOT_OWN_CAR)
    drive = Drive("car", journey.miles_tenths, journey.from_place, journey.to_place, is_sure=True)
    given = Given(clock.on(journey.starts_at), None, drive)
    area = db.session.get_one(Placement, journey.placement_id).area
    key = queries.key_of_claim(journey_id)
    return expenses.claim_for(journey.volunteer_id, given, strand=PLACED_STRAND, area=area, key=key, by=by)


def remove_journey(journey_id: int, *, by: Viewer) -> None:
    """Take out a journey written down by mistake. Refused once its miles are claimed."""
    journey = queries.get_own_journey(journey_id, by)
    if queries.list_claimed([journey]):
        raise Refused(CLAIMED)
    journey.removed_at = clock.now()
    record(
        "journey_removed", subject="volunteer", subject_id=journey.volunteer_id, by=by.account_id, journey_id=journey_id
    )


def log_hours(placement_id: int, *, starts_at: datetime, ends_at: datetime, key: str, by: Viewer) -> None:
    """Write down a day of work of one's own placement; the hours wait to be certified. Refused as hours claimed are."""
    row = queries.get_own_placement(placement_id, by)
    placement: Placement = row.placement
    if not placement.runs_on(clock.on(starts_at)):
        raise Refused(NOT_THEN)
    hours.claim_for(
        placement.volunteer_id, strand=PLACED_STRAND, area=placement.area, unit_id=placement.unit_id,
        what=f"{row.role_name}, {row.unit}", kind=HoursKind.COMMUNITY, starts_at=starts_at, ends_at=ends_at, key=key,
        by=by,
    )  # fmt: skip
