"""Waiting lists: how long an offer stands, which turn someone has, and how fairly places are given."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.rosters.rules.facts import Giving

# Hours on duty of so many days before count when places are given automatically.
FAIR_OVER = timedelta(days=90)


@dataclass(frozen=True)
class Request:
    """Someone who asks for a place on a post; ``number`` is the order in which they asked."""

    number: int
    volunteer_id: int
    post_id: int


class Step(StrEnum):
    """What someone can do about a post: the one button that fits."""

    TAKE = "take"
    ASK = "ask"
    WAIT = "wait"


def step_towards(refusals: Collection[Refusal], giving: Giving, *, is_full: bool) -> Step | None:
    """The step that leads to a place; None where something other than its being taken stands in the way."""
    if refusals:
        return None
    if is_full:
        return Step.WAIT
    return Step.ASK if giving.is_asked_for else Step.TAKE


def offer_until(*, now: datetime, starts_at: datetime, hours: int) -> datetime:
    """Until when an offer stands: so many hours, or half of the time that is left, whichever is less."""
    return now + min(timedelta(hours=hours), (starts_at - now) / 2)


def given_at(*, sign_up_until: datetime | None, starts_at: datetime, hours: int) -> datetime:
    """When automatic places are given: at the end of asking or, where none was set, so many hours before."""
    return sign_up_until or starts_at - timedelta(hours=hours)


def in_fair_order(requests: Iterable[Request], minutes: Mapping[int, int]) -> list[Request]:
    """Who was on duty least comes first; among equals, who asked first."""
    return sorted(requests, key=lambda one: (minutes.get(one.volunteer_id, 0), one.number))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    ends = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ends}"
