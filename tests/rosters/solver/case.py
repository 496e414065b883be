"""A roster problem as read by the checker: moments, London days and hours, from the JSON's own dictionaries.

Written from docs/roster-problem.md alone. Nothing of the product is imported here: what the two agree on, they agree on
because the document says so.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
GRACE = 1e-6  # hours: limits are decimals
Json = dict[str, Any]
Place = tuple[str, str, str]  # duty, post, volunteer


@dataclass(frozen=True)
class Span:
    """From one moment until another."""

    start: datetime
    end: datetime

    @property
    def hours(self) -> float:
        return (self.end - self.start) / HOUR

    @property
    def week(self) -> tuple[int, int]:
        return london_day(self.start).isocalendar()[:2]

    @property
    def days(self) -> list[date]:
        """The London days it touches."""
        first, last = london_day(self.start), london_day(self.end - timedelta(microseconds=1))
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def hours_from(self, other: "Span") -> float:
        """How long one lies before or behind the other; they do not overlap."""
        return max((self.start - other.end) / HOUR, (other.start - self.end) / HOUR)


class Case:
    """The problem, its times read once. Places that are taken already are ``taken``."""

    def __init__(self, problem: Json) -> None:
        rules = problem["rules"]
        self.rest, self.week_hours = rules["rest_hours"], rules["max_hours_per_week"]
        self.most_days, self.rest_from_job = rules["max_consecutive_days"], rules.get("rest_applies_to_busy", False)
        self.volunteers: dict[str, Json] = {one["id"]: one for one in problem["volunteers"]}
        self.duties: dict[str, Json] = {one["id"]: one for one in problem["duties"]}
        self.posts = {(duty["id"], post["id"]): post for duty in problem["duties"] for post in duty["posts"]}
        self.when = {name: span(duty) for name, duty in self.duties.items()}
        self.days = {name: when.days for name, when in self.when.items()}
        self.week = {name: when.week for name, when in self.when.items()}
        self.jobs = {name: [span(one) for one in person.get("busy", [])] for name, person in self.volunteers.items()}
        self.free = {name: joined(span(one) for one in person["available"]) for name, person in self.volunteers.items()}
        self.taken = [(one["duty"], one["post"], one["volunteer"]) for one in problem.get("assigned", [])]
        self.barred = {(one["duty"], one["volunteer"]) for one in problem.get("barred", [])}

    def holds_all(self, volunteer: str, duty: str, needs: Iterable[str]) -> bool:
        held = self.volunteers[volunteer].get("qualifications", [])
        return all(
            any(one["code"] == code and within(day, one["from"], one.get("until")) for one in held)
            for code in needs
            for day in self.days[duty]
        )

    def is_cleared(self, volunteer: str, duty: str) -> bool:
        person = self.volunteers[volunteer]
        first = person.get("cleared_from")
        return first is not None and all(within(day, first, person.get("cleared_until")) for day in self.days[duty])

    def is_free(self, volunteer: str, duty: str) -> bool:
        """Whether one spell of availability spans the whole duty."""
        when = self.when[duty]
        return any(one.start <= when.start and when.end <= one.end for one in self.free[volunteer])

    def is_at_work(self, volunteer: str, duty: str) -> bool:
        """Whether the day job, or the rest before or after it where that is asked, is in the duty's way."""
        when = self.when[duty]
        return any(
            job.overlaps(when) or (self.rest_from_job and job.hours_from(when) < self.rest - GRACE)
            for job in self.jobs[volunteer]
        )

    def job_hours(self, volunteer: str, week: tuple[int, int]) -> float:
        return sum(job.hours for job in self.jobs[volunteer] if job.week == week)

    def run_of_days(self, duties: Iterable[str], around: str) -> int:
        """How many days running have one of the duties starting on them, around the day of one of them."""
        worked = {self.days[one][0] for one in duties}
        day = self.days[around][0]
        while day - timedelta(days=1) in worked:
            day -= timedelta(days=1)
        length = 0
        while day + timedelta(days=length) in worked:
            length += 1
        return length

    def is_minor(self, volunteer: str, duty: str) -> bool:
        born_text = self.volunteers[volunteer].get("birth_date")
        if born_text is None:
            return False
        born, day = date.fromisoformat(born_text), self.days[duty][0]
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < 18

    def lacks(self, duty: str, people: Iterable[str]) -> list[str]:
        """What a duty with just these people lacks to run, as codes."""
        facts, people = self.duties[duty], set(people)
        ratio = facts.get("adult_ratio")
        minors = sum(self.is_minor(one, duty) for one in people)
        adults = len(people) - minors
        found = []
        if len(people) < facts.get("minimum_to_run", 1):
            found.append("minimum_to_run")
        if facts.get("needs_independent", False) and all(self.volunteers[p]["grade"] != "qualified" for p in people):
            found.append("independent_needed")
        if ratio is not None and minors and (adults < 2 or adults * ratio < minors):
            found.append("adult_ratio")
        return found

    def kilometres(self, volunteer: str, duty: str) -> float:
        here, there = self.volunteers[volunteer].get("place"), self.duties[duty].get("place")
        return great_circle(here, there) if here and there else 0.0


def moment(text: str) -> datetime:
    """A London wall-clock time, the first of a repeated hour unless an offset says which."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def span(one: Json) -> Span:
    return Span(moment(one["start"]), moment(one["end"]))


def london_day(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def within(day: date, first: str, last: str | None) -> bool:
    return date.fromisoformat(first) <= day and (last is None or day <= date.fromisoformat(last))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spells that touch or overlap made one."""
    found: list[Span] = []
    for one in sorted(spans, key=lambda each: each.start):
        if found and one.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found


def great_circle(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres over a round Earth, by the angle between the two directions from its middle."""
    one, other = _direction(*here), _direction(*there)
    across = math.dist(one, other) / 2
    return 2 * 6371.0088 * math.asin(min(1.0, across))


def _direction(north: float, east: float) -> tuple[float, float, float]:
    phi, lam = math.radians(north), math.radians(east)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
