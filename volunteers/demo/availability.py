"""When volunteers of the demonstration can be on duty, when they are at work, and when they are away."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from volunteers import clock
from volunteers.availability.models import SpecialDays, Statement, TimeOfWeek
from volunteers.availability.rules import DAY, TimeKind
from volunteers.demo.members import Member
from volunteers.demo.scene import Scene

MONDAY, FRIDAY, SATURDAY = 0, 4, 5
# Of a hundred who serve: so many have said when they can, and of these so many have a job from Monday to Friday, or one
# on shifts.
SAID, EMPLOYED, ON_SHIFTS = 70, 60, 15
WORK, SHIFT_WORK = (9 * 60, 16 * 60 + 30), 37 * 60
EVENING, ALL_DAY = (18 * 60, 30 * 60), (6 * 60, 30 * 60)  # parts of a day as the page asks for them


def add_availability(scene: Scene, members: Iterable[Member]) -> None:
    """When most of those who serve can be on duty and when they are at work; days away on which they are on none."""
    chance, said_at = scene.chance("availability"), clock.start_of_day(scene.today) - timedelta(days=20)
    for member in members:
        if member.serves_on(scene.today) and (member.persona or chance.random() * 100 < SAID):
            draw = chance.random() * 100
            minutes = SHIFT_WORK if EMPLOYED <= draw < EMPLOYED + ON_SHIFTS else 0
            scene.sheets.add_unnumbered(
                Statement, volunteer_id=member.volunteer_id, job_minutes=minutes, said_at=said_at
            )
            _usual(scene, member, chance)
            if draw < EMPLOYED:
                for day in range(MONDAY, SATURDAY):
                    _time(scene, member, TimeKind.JOB, day, WORK)
            if draw > EMPLOYED:
                _away(scene, member, chance, said_at)


def _usual(scene: Scene, member: Member, chance: Random) -> None:
    for day in (FRIDAY, SATURDAY, SATURDAY + 1, *chance.sample(range(MONDAY, FRIDAY), 3)):
        _time(scene, member, TimeKind.USUAL, day, ALL_DAY if day >= SATURDAY else EVENING)


def _time(scene: Scene, member: Member, kind: TimeKind, day: int, hours: tuple[int, int]) -> None:
    starts, ends = hours
    scene.sheets.add_unnumbered(
        TimeOfWeek, volunteer_id=member.volunteer_id, kind=kind, starts=day * DAY + starts, ends=day * DAY + ends
    )


def _away(scene: Scene, member: Member, chance: Random, said_at: datetime) -> None:
    first = scene.today + timedelta(days=chance.randrange(10, 80))
    days = [first + timedelta(days=step) for step in range(chance.randrange(3, 15))]
    if not member.taken.intersection(days):
        scene.sheets.add(
            SpecialDays, volunteer_id=member.volunteer_id, first_on=days[0], last_on=days[-1], is_away=True,
            note="Holiday", said_at=said_at,
        )  # fmt: skip
