"""When the sun rises and sets at a place: SpeedWatch stands at the roadside in daylight only."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from astral import Observer
from astral.sun import sunrise, sunset

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Daylight:
    """Sunrise and sunset of one day, on a London clock."""

    rises: datetime
    sets: datetime

    @property
    def words(self) -> str:
        """As it is said: from 8:13am to 4:02pm."""
        return f"from {said(self.rises)} to {said(self.sets)}"


def daylight_at(latitude: float, longitude: float, on: date) -> Daylight:
    """Sunrise and sunset at a place in Britain on a day."""
    place = Observer(latitude, longitude)
    return Daylight(
        sunrise(place, on, tzinfo=LONDON).replace(microsecond=0),
        sunset(place, on, tzinfo=LONDON).replace(microsecond=0),
    )


def said(at: datetime) -> str:
    """A moment as a London clock shows it: 4:02pm."""
    local = at.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
