"""Volunteers of the other strands who serve in the demonstration: support volunteers, SpeedWatch teams and watches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.names import Person, a_person
from volunteers.demo.scene import Scene
from volunteers.people.models import Clearance, GradePeriod, Qualification, ServicePeriod, Volunteer
from volunteers.permissions import Role
from volunteers.strands.rules import StrandCode


@dataclass(frozen=True)
class Serving:
    """Someone who serves: their numbers, and since when."""

    volunteer_id: int
    account_id: int
    period_id: int
    name: str
    email: str
    area: str
    unit_id: int | None
    started_on: date


def add_serving(
    scene: Scene,
    chance: Random,
    number: int,
    *,
    strand: StrandCode,
    area: str,
    grade: str,
    unit_id: int | None = None,
    person: Person | None = None,
    clearances: Mapping[str, int | None] | None = None,
    qualifications: Iterable[str] = (),
    youngest: int = 26,
) -> Serving:
    """A volunteer of a strand who has served for a few months to some years, cleared and skilled from their first day.

    ``number`` is theirs alone in the whole demonstration, from 91,000 on; ``clearances`` says how many months each
    holds from their start, counted on until it holds today, or None for ever. ``youngest`` is in years.
    """
    started_on = scene.today - timedelta(days=chance.randrange(120, 1_500))
    person = person or a_person(chance, number, on=started_on)
    at = clock.start_of_day(started_on)
    account_id = add_account(scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.VOLUNTEER,))
    born = clock.add_months(scene.today, -12 * youngest) - timedelta(days=chance.randrange(35 * 365))
    volunteer_id = scene.sheets.add(
        Volunteer, account_id=account_id, first_name=person.first_name, last_name=person.last_name, birth_date=born,
        created_at=at,
    )  # fmt: skip
    period_id = scene.sheets.add(
        ServicePeriod, volunteer_id=volunteer_id, strand=strand, area=area, unit_id=unit_id, started_on=started_on
    )
    scene.sheets.add(GradePeriod, volunteer_id=volunteer_id, strand=strand, grade=grade, from_on=started_on)
    for code, months in (clearances or {}).items():
        until = None if months is None else _next_end(started_on, months, scene.today)
        scene.sheets.add(Clearance, volunteer_id=volunteer_id, code=code, from_on=started_on, until_on=until)
    for code in qualifications:
        scene.sheets.add(
            Qualification, volunteer_id=volunteer_id, code=code, from_on=started_on, evidence="Certificate"
        )
    return Serving(volunteer_id, account_id, period_id, person.name, person.email, area, unit_id, started_on)


def _next_end(started_on: date, months: int, today: date) -> date:
    until = clock.add_months(started_on, months)
    while until <= today + timedelta(days=60):
        until = clock.add_months(until, months)
    return until
