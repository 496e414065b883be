"""What speaks against being outdoors at a time that has to be in daylight; when the sun is up is given."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from volunteers.errors import Refusal

LONDON = ZoneInfo("Europe/London")
COORDINATOR = "The coordinator of schemes at the force"


@dataclass(frozen=True)
class Daylight:
    """Sunrise and sunset of one day, on a London clock."""

    rises: datetime
    sets: datetime

    @property
    def words(self) -> str:
        """As it is said: from 8:13am to 4:02pm."""
        return f"from {said(self.rises)} to {said(self.sets)}"


def refusals_of_daylight(light: Daylight | None, starts_at: datetime, ends_at: datetime) -> list[Refusal]:
    """Why these times are not in the daylight of their day; ``light`` is None where nobody knows where the place is."""
    if light is None:
        words = "Daylight: nobody has said where this is, so we cannot tell when it gets dark there."
        return [Refusal("daylight", words, COORDINATOR)]
    if ends_at > light.sets:
        return [Refusal("daylight", f"Daylight: it gets dark there at {said(light.sets)} that day. End by then.")]
    if starts_at < light.rises:
        return [Refusal("daylight", f"Daylight: the sun rises there at {said(light.rises)} that day. Start after it.")]
    return []


def said(at: datetime) -> str:
    """A moment as a London clock shows it: 4:02pm."""
    local = at.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
