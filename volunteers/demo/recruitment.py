"""Who applied to be a Special: those who were attested, those who were not, and those still on their way."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.answers import answers_of
from volunteers.demo.answers_cadets import ASKED_AT
from volunteers.demo.answers_strands import answers_to
from volunteers.demo.applications import Applicant, add_application, add_draft
from volunteers.demo.beside import add_with_others, takes_a_turn
from volunteers.demo.careers import Career
from volunteers.demo.headcount import LEAVING, headcount
from volunteers.demo.journeys import Journey, journey, route_to_appointment, route_to_end
from volunteers.demo.members import Member, add_member
from volunteers.demo.names import Person, a_person
from volunteers.demo.scene import Scene
from volunteers.demo.stations import weights
from volunteers.permissions import Role
from volunteers.strands.rules import Strand, StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
# For each application that ends in an appointment, so many end without one.
ENDED_FOR_EACH = 2.4
WITHDRAWN = 0.4
# At which stage those applications end: how often, by its place among the open ones.
DECLINED_AT = (5, 6, 5, 5, 1, 1, 0)
WITHDRAWN_AT = (2, 3, 2, 6, 2, 2, 0)
LONGEST_WAY_MONTHS = 20
FIRST_NUMBER = 20_000


def add_appointed(scene: Scene, strand: Strand, career: Career, chance: Random) -> Member:
    """A Special whose application is on record: the application, and the volunteer it led to."""
    route = route_to_appointment(strand.pipeline, chance)
    way = journey(strand, route, chance, ends_on=career.started_on)
    account_id = add_account(
        scene.sheets, email=career.person.email, name=career.person.name, at=_morning(way.submitted_on),
        roles=(Role.APPLICANT, Role.VOLUNTEER),
    )  # fmt: skip
    found = {check.code: check for check in way.checks}
    member = add_member(scene, career, chance, account_id=account_id, found=found)
    answers = answers_of(career.person, career.area, chance, way.submitted_on)
    applicant = Applicant(career.person, account_id, career.area, answers)
    add_application(scene, strand, applicant, way, chance, volunteer_id=member.volunteer_id)
    return member


class Applicants:
    """Those who applied and were not appointed, or not yet. Numbered apart from those who serve."""

    def __init__(self, scene: Scene, strand: Strand) -> None:
        self._scene, self._strand = scene, strand
        self._chance = scene.chance(f"applicants/{strand.code}")
        self._areas = [area.code for area in scene.force.areas]
        self._weights = weights(scene.force)
        self._number = FIRST_NUMBER * (1 + list(StrandCode).index(strand.code))
        self._yesterday = scene.today - timedelta(days=1)
        self._turn = 0

    def arrive(self, month: date, *, volunteers: int) -> None:
        """Everyone who applied in a month without being attested by today; as many as the joiners of that time ask."""
        expected = headcount(month, volunteers=volunteers, today=self._scene.today) * LEAVING
        for _ in range(_about(expected * ENDED_FOR_EACH, self._chance)):
            self._apply(month, self._ending_route())
        if clock.add_months(month, LONGEST_WAY_MONTHS) > self._scene.today:
            for _ in range(_about(expected, self._chance)):
                self._apply(month, route_to_appointment(self._strand.pipeline, self._chance), only_under_way=True)

    def apply_at_each_stage(self, count: int) -> None:
        """So many applications, their stages spread over the whole pipeline; for strands with a few."""
        usual = sum(stage.usual_days or 0 for stage in self._strand.pipeline.open_stages)
        for place in range(count):
            route = (
                self._ending_route() if place % 4 == 3 else route_to_appointment(self._strand.pipeline, self._chance)
            )
            back = timedelta(days=10 + int(usual * 0.9 * place / count))
            self._submit(self._scene.today - back, route, only_under_way=place % 4 != 3)

    def draft(self) -> None:
        """Someone who has begun the form and not sent it."""
        started_on = self._scene.today - timedelta(days=self._chance.randint(1, 60))
        applicant = self._someone(started_on, None)
        kept = self._chance.randint(3, len(applicant.answers) - 2)
        answers = dict(list(applicant.answers.items())[:kept])
        add_draft(
            self._scene, self._strand, Applicant(applicant.person, applicant.account_id, applicant.area, answers),
            clock.from_london(datetime.combine(started_on, time(20, self._chance.randrange(60)))), self._chance,
        )  # fmt: skip

    def _ending_route(self) -> list[str]:
        pipeline, chance = self._strand.pipeline, self._chance
        withdraws = chance.random() < WITHDRAWN
        stages = [stage.code for stage in pipeline.open_stages]
        shares = (WITHDRAWN_AT if withdraws else DECLINED_AT)[: len(stages)]
        last_open = chance.choices(stages[: len(shares)], shares)[0]
        return route_to_end(pipeline, last_open, (pipeline.withdrawn if withdraws else pipeline.unsuccessful).code)

    def _apply(self, month: date, route: list[str], *, only_under_way: bool = False) -> None:
        days = (clock.add_months(month, 1) - month).days
        self._submit(month + timedelta(days=self._chance.randrange(days)), route, only_under_way=only_under_way)

    def _submit(self, submitted_on: date, route: list[str], *, only_under_way: bool) -> None:
        way = journey(self._strand, route, self._chance, starts_on=submitted_on)
        if submitted_on > self._yesterday or (only_under_way and way.moves[-1].on <= self._yesterday):
            return
        applicant = self._someone(submitted_on, way)
        now = way.as_of(self._yesterday)
        add_with_others(self._scene, self._strand, applicant, now, self._chance, turn=self._turn)
        self._turn += takes_a_turn(self._strand, now)

    def _someone(self, on: date, way: Journey | None) -> Applicant:
        """Someone of an age to apply. Long after an ending the form itself is gone: only who and when is left."""
        self._number += 1
        criteria = self._strand.criteria
        oldest = criteria.maximum_age or 62
        person = a_person(self._chance, self._number, on=on, youngest=criteria.minimum_age or 18, oldest=oldest)
        area = self._chance.choices(self._areas, self._weights)[0]
        account_id = add_account(
            self._scene.sheets, email=person.email, name=person.name, at=_morning(on - timedelta(days=10)),
            roles=(Role.APPLICANT,),
        )  # fmt: skip
        kept_until = clock.add_months(way.moves[-1].on if way else on, self._scene.force.retention.unsuccessful_months)
        answers = self._answers(person, area, on, way) if kept_until > self._scene.today else {}
        return Applicant(person, account_id, area, answers)

    def _answers(self, person: Person, area: str, on: date, way: Journey | None) -> dict[str, Any]:
        if self._strand.code == SPECIALS:
            return answers_of(person, area, self._chance, on)
        sent_more = any(
            move.from_stage == ASKED_AT and move.on <= self._yesterday for move in (way.moves if way else ())
        )
        return answers_to(self._scene, self._strand, person, area, self._chance, on, has_agreed=sent_more)


def _about(expected: float, chance: Random) -> int:
    """A whole number that is right on average."""
    return int(expected * chance.uniform(0.7, 1.3) + chance.random())


def _morning(day: date) -> datetime:
    return clock.from_london(datetime.combine(day, time(8)))
