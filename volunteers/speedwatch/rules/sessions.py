"""Whether a session may be planned, and whether one that was held counts: each refusal begins with its rule's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.forces.rules import SpeedWatch
from volunteers.places.rules.daylight import COORDINATOR, LONDON, Daylight, refusals_of_daylight
from volunteers.places.rules.sites import SPEED_LIMITS, SiteState


class Weather(StrEnum):
    """Why nobody stands at the roadside. Source: domain.md 1.6."""

    FOG = "fog"
    ICE = "ice"
    HEAVY_RAIN = "heavy_rain"
    DARK = "dark"

    @property
    def label(self) -> str:
        return {"fog": "Thick fog", "ice": "Ice", "heavy_rain": "Heavy rain", "dark": "Too dark"}[self.value]


class Direction(StrEnum):
    """Which traffic was measured."""

    NORTHBOUND = "northbound"
    EASTBOUND = "eastbound"
    SOUTHBOUND = "southbound"
    WESTBOUND = "westbound"
    BOTH = "both"

    @property
    def label(self) -> str:
        return "Both ways" if self is Direction.BOTH else self.value.capitalize()


@dataclass(frozen=True)
class Stand:
    """When a team stands, or stood, at a site. ``daylight`` is None where nobody knows where the site lies."""

    site: SiteState
    starts_at: datetime
    ends_at: datetime
    daylight: Daylight | None


@dataclass(frozen=True)
class Team:
    """How many are there, and how many of them may hold the device."""

    people: int
    operators: int


def refusals_to_stand(stand: Stand, *, rules: SpeedWatch, longest_hours: int) -> list[Refusal]:
    """What speaks against a session at that site and time."""
    return [
        *_of_site(stand),
        *refusals_of_daylight(stand.daylight, stand.starts_at, stand.ends_at),
        *_of_hours(stand, rules),
        *_of_length(stand, longest_hours),
    ]


def refusals_of_team(team: Team, *, least: int) -> list[Refusal]:
    """What speaks against a team: too few, or nobody trained to hold the device."""
    found = []
    if team.people < least:
        words = f"Team: at least {counted(least)} are at the roadside, and these are {counted(team.people)}."
        found.append(Refusal("team", words))
    if team.operators < 1:
        found.append(
            Refusal("trained_operator", "Trained operator: nobody of this team is trained to hold the device.")
        )
    return found


def counted(number: int) -> str:
    """A small number as a word."""
    words = ("none", "one", "two", "three", "four", "five", "six")
    return words[number] if number < len(words) else str(number)


def _of_site(stand: Stand) -> Iterable[Refusal]:
    on, site = stand.starts_at.astimezone(LONDON).date(), stand.site
    if site.speed_limit not in SPEED_LIMITS:
        yield Refusal("limit", "Limit: sessions are held on roads of 20, 30 and 40 mph only.", COORDINATOR)
    if not site.is_authorised_on(on):
        words = {
            "Not assessed yet": "this site has not been assessed yet",
            "Not suitable": "this site was found not suitable",
        }.get(site.words_on(on), "it does not hold on that day")
        until = f", its last good day is {site.valid_until:%-d %B %Y}" if site.valid_until else ""
        yield Refusal("site", f"Site risk assessment: {words}{until}.", COORDINATOR)


def _of_hours(stand: Stand, rules: SpeedWatch) -> Iterable[Refusal]:
    starts, ends = (moment.astimezone(LONDON).time() for moment in (stand.starts_at, stand.ends_at))
    if starts < rules.earliest or ends > rules.latest:
        yield Refusal("hours", f"Hours: sessions are held from {rules.earliest:%H:%M} to {rules.latest:%H:%M}.")


def _of_length(stand: Stand, longest_hours: int) -> Iterable[Refusal]:
    if stand.ends_at <= stand.starts_at:
        yield Refusal("length", "Length: the end must be after the start.")
    elif stand.ends_at - stand.starts_at > timedelta(hours=longest_hours):
        yield Refusal("length", f"Length: a session lasts at most {longest_hours} hours.")
