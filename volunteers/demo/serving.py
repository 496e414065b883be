"""How people serve in the demonstration: on leave, restricted, suspended, promoted and moved; and a few cadets."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random

from volunteers import clock
from volunteers.demo.accounts import add_account
from volunteers.demo.members import Member
from volunteers.demo.names import a_person
from volunteers.demo.scene import Scene
from volunteers.people.models import (
    Clearance,
    GradePeriod,
    MovingOnWarning,
    PostingPeriod,
    RankPeriod,
    ServicePeriod,
    ServiceStatus,
    Volunteer,
)
from volunteers.people.rules import EndReason, StatusKind
from volunteers.people.rules.moving_on import STEPS, turns_18_on
from volunteers.permissions import Role
from volunteers.places.models import Unit
from volunteers.strands.rules import StrandCode
from volunteers.strands.rules.reasons import DEFAULTS, Reason, ReasonKind

SPECIALS, CADETS = StrandCode.SPECIAL_CONSTABULARY, StrandCode.CADETS
# Of a hundred who serve: so many in each way, with the longest it lasts in days and what they may not do.
WAYS = (
    (StatusKind.LEAVE, 5, 200, "", ReasonKind.LEAVE),
    (StatusKind.RESTRICTED, 3, 120, "No driving, and no duties at night", ReasonKind.RESTRICTION),
    (StatusKind.SUSPENDED, 1, None, "", ReasonKind.SUSPENSION),
)
MOVED, BEFORE = 4, 6  # so many in a hundred moved here from elsewhere, or were once on leave
# How many days from now cadets turn 18, and what was agreed for some; all others are younger.
TURNING = ((-12, None), (4, None), (19, None), (26, "special"), (48, None), (77, None), (85, "cadet_leader"))
YOUNGER = 18
FIRST_NUMBER = 90_000
BOARD = "Promotion board: recommended, and posted as such."


def add_service_changes(scene: Scene, members: list[Member]) -> None:
    """Statuses, ranks and postings of those who serve. Nobody is down for a duty on a day on which they are away."""
    chance = scene.chance("serving")
    serving = [each for each in members if each.serves_on(scene.today) and each.persona is None]
    for member in serving:
        _promoted(scene, member, chance)
        draw = chance.random() * 100
        for status, share, longest, limits, kind in WAYS:
            if draw < share:
                _put(scene, member, chance, status, longest, limits, DEFAULTS[kind][:-1])
                break
            draw -= share
        else:
            if draw < MOVED:
                _moved(scene, member, chance)
            elif draw < MOVED + BEFORE:
                _was_away(scene, member, chance)


def add_cadets(scene: Scene) -> None:
    """Cadets in every area, some of whom turn 18 soon or have; what is agreed for two of them."""
    chance, numbers = scene.chance("cadets who serve"), count(FIRST_NUMBER)
    areas = [area.code for area in scene.force.areas]
    for place, (days, way) in enumerate(TURNING):
        turns_on = scene.today + timedelta(days=days)
        _cadet(scene, chance, next(numbers), areas[place % len(areas)], _born(turns_on), way)
    for place in range(YOUNGER):
        born = clock.add_months(scene.today, -12 * 14) - timedelta(days=chance.randrange(3 * 365))
        _cadet(scene, chance, next(numbers), areas[place % len(areas)], born, None)


def _put(
    scene: Scene, member: Member, chance: Random, status: StatusKind, longest: int | None, limits: str,
    reasons: tuple[Reason, ...],
) -> None:  # fmt: skip
    free_from = max(member.taken, default=member.started_on) + timedelta(days=1)
    first = max(free_from, scene.today - timedelta(days=chance.randrange(40)))
    last = first + timedelta(days=chance.randrange(20, longest)) if longest else None
    _status(scene, member, status, first, last, chance.choice(reasons), limits)


def _was_away(scene: Scene, member: Member, chance: Random) -> None:
    """Leave that is over, in a time in which they were on no duty."""
    days = chance.randrange(20, 60)
    first = scene.today - timedelta(days=chance.randrange(days + 20, 400))
    last = first + timedelta(days=days)
    if member.serves_on(first) and not any(first <= day <= last for day in member.taken):
        _status(scene, member, StatusKind.LEAVE, first, last, chance.choice(DEFAULTS[ReasonKind.LEAVE][:-1]), "")


def _status(
    scene: Scene, member: Member, status: StatusKind, first: date, last: date | None, reason: Reason, limits: str
) -> None:
    at = clock.start_of_day(min(first, scene.today)) - timedelta(hours=8)
    number = scene.sheets.add(
        ServiceStatus, service_period_id=member.period_id, status=status, from_on=first, until_on=last,
        reason_code=reason.code, reason_words=reason.words, limits=limits, recorded_by_id=scene.staff["coordinator"],
        recorded_at=at,
    )  # fmt: skip
    scene.note(
        at, "status_changed", "volunteer", member.volunteer_id, by=scene.staff["coordinator"],
        service_period_id=member.period_id, status=status.value, status_id=number,
    )  # fmt: skip


def _moved(scene: Scene, member: Member, chance: Random) -> None:
    """Where they serve now is where they were moved to; before that it was elsewhere."""
    served = (scene.today - member.started_on).days
    if served < 200:
        return
    day = scene.today - timedelta(days=chance.randrange(30, min(served - 30, 900)))
    elsewhere = chance.choice([area.code for area in scene.force.areas if area.code != member.area])
    reason = chance.choice(DEFAULTS[ReasonKind.TRANSFER][:3])
    at = clock.start_of_day(day) - timedelta(days=9)
    for area, unit_id, begins, why in (
        (elsewhere, chance.choice(scene.units[elsewhere]), member.started_on, None),
        (member.area, member.unit_id, day, reason),
    ):
        scene.sheets.add(
            PostingPeriod, service_period_id=member.period_id, area=area, unit_id=unit_id, from_on=begins,
            reason_code=why.code if why else None, reason_words=why.words if why else None,
            recorded_by_id=scene.staff["coordinator"] if why else None, recorded_at=at,
        )  # fmt: skip


def _promoted(scene: Scene, member: Member, chance: Random) -> None:
    """Someone who holds a rank was a Special Constable before."""
    if member.rank == "special_constable":
        return
    served = (scene.today - member.started_on).days
    day = member.started_on + timedelta(days=chance.randrange(served // 2, served))
    for held, begins, evidence in (("special_constable", member.started_on, ""), (member.rank, day, BOARD)):
        scene.sheets.add(
            RankPeriod, service_period_id=member.period_id, rank=held, from_on=begins, evidence=evidence,
            recorded_by_id=scene.staff["coordinator"] if evidence else None, recorded_at=clock.start_of_day(begins),
        )  # fmt: skip


def _cadet(scene: Scene, chance: Random, number: int, area: str, born: date, way: str | None) -> None:
    person = a_person(chance, number, on=scene.today)
    begun = max(_fourteen(born), scene.today - timedelta(days=chance.randrange(200, 1100)))
    started_on = min(begun, scene.today - timedelta(days=30))
    at = clock.start_of_day(started_on)
    account_id = add_account(scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.VOLUNTEER,))
    volunteer_id = scene.sheets.add(
        Volunteer, account_id=account_id, first_name=person.first_name, last_name=person.last_name, birth_date=born,
        created_at=at,
    )  # fmt: skip
    turns_on = turns_18_on(born)
    period_id = scene.sheets.add(
        ServicePeriod, volunteer_id=volunteer_id, strand=CADETS, area=area,
        unit_id=scene.sheets.find(Unit, code=f"{area}_cadets"), started_on=started_on,
        **(_agreed(scene, turns_on, way) if way else {}),
    )  # fmt: skip
    scene.sheets.add(GradePeriod, volunteer_id=volunteer_id, strand=CADETS, grade="cadet", from_on=started_on)
    for code in ("guardian_consent", "health_and_permission"):
        scene.sheets.add(Clearance, volunteer_id=volunteer_id, code=code, from_on=started_on)
    for step in _reached(turns_on, scene.today):
        day = turns_on - timedelta(days=step)
        scene.sheets.add_unnumbered(
            MovingOnWarning, service_period_id=period_id, days=step, warned_at=clock.start_of_day(day)
        )  # fmt: skip


def _agreed(scene: Scene, turns_on: date, way: str) -> dict[str, object]:
    return {
        "ended_on": turns_on, "end_reason": EndReason.TURNED_18, "end_code": "turned_18", "end_words": "Turned 18",
        "ended_by_id": scene.staff["coordinator"], "end_recorded_at": clock.start_of_day(scene.today),
        "moves_on_to": way,
    }  # fmt: skip


def _reached(turns_on: date, on: date) -> Iterator[int]:
    return (step for step in STEPS if turns_on - timedelta(days=step) <= on)


def _born(turns_on: date) -> date:
    return clock.add_months(turns_on, -12 * 18)


def _fourteen(born: date) -> date:
    return clock.add_months(born, 12 * 14)
