"""Can a journey be? And is it within the times in which drivers are usually wanted?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from volunteers.errors import Refusal

TENTHS = 10
MOST_MILES = 400  # above this it is more likely a slip of the pen, so we ask
# Drivers of this force drive on weekdays from 8am to 6pm: https://expressdigest.com/?p=120238
FIRST_HOUR, LAST_HOUR = time(8), time(18)
SATURDAY = 5


class Vehicle(StrEnum):
    """Whose it is."""

    POLICE = "police"
    OWN = "own"


@dataclass(frozen=True)
class JourneyGiven:
    """A journey as it is written down: by its odometer, or by its miles in tenths."""

    starts_at: datetime
    ends_at: datetime
    from_place: str
    to_place: str
    vehicle: Vehicle
    fleet_number: str = ""
    odometer_start: int | None = None
    odometer_end: int | None = None
    tenths: int | None = None
    is_sure: bool = False

    @property
    def miles_tenths(self) -> int:
        """How far it was; nothing where neither was given."""
        if self.odometer_start is not None and self.odometer_end is not None:
            return (self.odometer_end - self.odometer_start) * TENTHS
        return self.tenths or 0


@dataclass(frozen=True)
class Neighbour:
    """Another journey of the same police vehicle, by its odometer."""

    starts_at: datetime
    odometer_start: int
    odometer_end: int


def is_usual_time(first: datetime, last: datetime) -> bool:
    """Whether a journey lies on one weekday between the usual hours; both moments as a London clock shows them."""
    if first.date() != last.date() or first.weekday() >= SATURDAY:
        return False
    return first.time() >= FIRST_HOUR and last.time() <= LAST_HOUR


def refusals_to_log(
    given: JourneyGiven, *, now: datetime, overlaps: bool, neighbours: Iterable[Neighbour] = ()
) -> list[Refusal]:
    """Why a journey cannot be written down; ``overlaps`` says that the driver was on another one then."""
    refusals = []
    if given.ends_at <= given.starts_at:
        refusals.append(Refusal("ends", "It must end after it started."))
    if given.ends_at > now:
        refusals.append(Refusal("future", "A journey is written down once it is over."))
    if overlaps:
        refusals.append(Refusal("overlaps", "You have written down another journey at this time."))
    if given.from_place.casefold() == given.to_place.casefold():
        refusals.append(
            Refusal("same_place", "You went from and to the same place. If you drove there and back, say where to.")
        )
    if given.vehicle is Vehicle.POLICE and not given.fleet_number.strip():
        refusals.append(Refusal("fleet", "Enter the fleet number of the police vehicle."))
    return refusals + _of_miles(given) + _of_vehicle(given, neighbours)


def _of_miles(given: JourneyGiven) -> list[Refusal]:
    start, end = given.odometer_start, given.odometer_end
    if (start is None) != (end is None):
        return [Refusal("odometer", "Enter the odometer at the start and at the end, or the miles instead.")]
    if start is not None and end is not None and end < start:
        return [Refusal("odometer_back", f"An odometer does not go back: it was {start:,} at the start.")]
    if given.miles_tenths <= 0:
        return [Refusal("miles", "Enter the odometer at the start and at the end, or how many miles it was.")]
    if given.miles_tenths > MOST_MILES * TENTHS and not given.is_sure:
        return [Refusal("check_miles", f"That is more than {MOST_MILES} miles. Check it, and tick that it is right.")]
    return []


def _of_vehicle(given: JourneyGiven, neighbours: Iterable[Neighbour]) -> list[Refusal]:
    """What the odometer said before and after, on other journeys of the same vehicle."""
    start, end = given.odometer_start, given.odometer_end
    if start is None or end is None or end < start:
        return []
    for other in neighbours:
        if other.starts_at <= given.starts_at and other.odometer_end > start:
            return [Refusal("odometer_start", f"Its odometer was at {other.odometer_end:,} before that journey.")]
        if other.starts_at > given.starts_at and other.odometer_start < end:
            return [Refusal("odometer_end", f"Its odometer was at {other.odometer_start:,} after that journey.")]
    return []
