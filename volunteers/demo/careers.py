"""Who serves as a Special and when: joiners and leavers of every month, and everyone who was there before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.headcount import Month
from volunteers.demo.names import Person, a_person
from volunteers.demo.stations import weights
from volunteers.forces.rules import Force
from volunteers.people.models.volunteers import EndReason

YEAR = 365.25
LONGEST_BEFORE = 16
# A joiner's application begins up to this long before they are attested, so they were of age then.
YOUNGEST = 20
PROGRESSES_BEFORE = 4
RETIRES_AT, LONG_SERVICE = 57, 14


@dataclass(frozen=True)
class Career:
    """One person's service. ``applied`` is whether their application is on record; ``persona`` their key, if any."""

    person: Person
    area: str
    started_on: date
    applied: bool
    ended_on: date | None = None
    end_reason: EndReason | None = None
    persona: str | None = None

    def serves_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)


class Careers:
    """Everyone who ever served, built up month by month."""

    def __init__(self, chance: Random, force: Force, *, first_number: int = 1) -> None:
        self._chance = chance
        self._areas = [area.code for area in force.areas]
        self._weights = weights(force)
        self._number = first_number - 1
        self.serving: list[Career] = []
        self.gone: list[Career] = []

    @property
    def all(self) -> list[Career]:
        return [*self.gone, *self.serving]

    def settle(self, count: int, before: date) -> None:
        """The first members, who joined before the record begins: the longer ago, the fewer are left."""
        for _ in range(count):
            years = min(self._chance.expovariate(1 / 4.5), LONGEST_BEFORE)
            self.serving.append(self._someone(before - timedelta(days=1 + int(years * YEAR)), applied=False))

    def live_through(self, month: Month, personas: Mapping[str, Person]) -> None:
        """The leavers and joiners of one month; personas among the joiners come first and do not leave."""
        days = (month.last_on - month.first_on).days + 1
        for place in self._leaving(month.leavers):
            ended_on = month.first_on + timedelta(days=self._chance.randrange(min(1, days - 1), days))
            self.gone.append(self._end(self.serving[place], ended_on))
            self.serving[place] = self.serving[-1]
            self.serving.pop()
        named = list(personas.items())
        for place in range(month.joiners):
            started_on = _working_day(month, self._chance.randrange(days))
            key, person = named[place] if place < len(named) else (None, None)
            self.serving.append(self._someone(started_on, applied=True, person=person, persona=key))

    def admit(self, person: Person, persona: str, started_on: date) -> None:
        """Someone known, who joined before the record begins."""
        self.serving.append(self._someone(started_on, applied=False, person=person, persona=persona))

    def _someone(
        self, started_on: date, *, applied: bool, person: Person | None = None, persona: str | None = None
    ) -> Career:
        self._number += 1
        area = "bristol" if persona else self._chance.choices(self._areas, self._weights)[0]
        someone = person or a_person(self._chance, self._number, on=started_on, youngest=YOUNGEST)
        return Career(someone, area, started_on, applied, persona=persona)

    def _leaving(self, count: int) -> list[int]:
        """Places in the list of those who leave, highest first so that taking one out moves no other still to go."""
        able = [place for place, career in enumerate(self.serving) if career.persona is None]
        return sorted(self._chance.sample(able, min(count, len(able))), reverse=True)

    def _end(self, career: Career, ended_on: date) -> Career:
        ended_on = max(ended_on, career.started_on + timedelta(days=1))
        served = (ended_on - career.started_on).days / YEAR
        age = clock.years_between(career.person.birth_date, ended_on)
        return replace(career, ended_on=ended_on, end_reason=self._why(served, age))

    def _why(self, served: float, age: int) -> EndReason:
        if age >= RETIRES_AT or served >= LONG_SERVICE:
            return EndReason.RETIRED
        draw = self._chance.random()
        if served <= PROGRESSES_BEFORE and draw < 0.4:
            return EndReason.PROGRESSED
        if draw > 0.97:
            return EndReason.REQUIRED_TO_LEAVE
        return EndReason.RECORD_CLEANSED if draw > 0.9 else EndReason.RESIGNED


def _working_day(month: Month, place: int) -> date:
    """A day of the month, not at a weekend where the month has come to another."""
    day = month.first_on + timedelta(days=place)
    for step in (0, -1, -2, 1, 2):
        near = day + timedelta(days=step)
        if month.first_on <= near <= month.last_on and near.weekday() < 5:
            return near
    return day
