"""SpeedWatch in the demonstration: a team for each scheme, devices, and sessions at every stage.

The sessions that are over were erased, but for one that waits to be handed over. Its vehicles are invented.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.names import Person
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.serving_elsewhere import Serving, add_serving
from volunteers.demo.sheets import span
from volunteers.extensions import sealing_key
from volunteers.places.models import Site, SiteAssessment, Unit
from volunteers.places.rules.sites import SiteOutcome
from volunteers.rosters.models import Attendance, Duty, DutyState, Giving, Post, SignUp, SignUpState
from volunteers.sealing import seal
from volunteers.speedwatch.models import Device, RoadsideSession, SeenVehicle
from volunteers.speedwatch.rules.sessions import Direction
from volunteers.strands.rules import StrandCode

STRAND = StrandCode.COMMUNITY_SPEEDWATCH
FIRST_NUMBER, TEAM = 92_000, 6
LIMIT, OPERATOR = 30, "speed_device_operator"
# How many days ago the sessions of a scheme were; the first was returned a day ago, the others are erased.
AGO = (3, 17, 24, 41, 55, 83)
AHEAD = 6
MAKES = ("Ford", "Vauxhall", "Volkswagen", "Toyota", "Nissan", "Kia")
COLOURS = ("Blue", "Silver", "Black", "White", "Red", "Grey")
LETTERS = "ABCDEFGHJKLMNOPRSTUVWXY"


@dataclass(frozen=True)
class _Scheme:
    """A scheme of the demonstration: its place, team and device."""

    unit_id: int
    area: str
    site_id: int
    road: str
    team: list[Serving]
    device_id: int


def add_speedwatch(scene: Scene) -> None:
    """Every scheme that works has a team, a device and sessions; the persona coordinates the first."""
    for place, area in enumerate(scene.force.areas):
        unit_id = scene.sheets.find(Unit, code=f"{area.code}_speedwatch")
        if unit_id is None:
            continue
        chance = scene.chance(f"speedwatch/{area.code}")
        scheme = _scheme(scene, chance, place, unit_id, area.code)
        for days in AGO if place == 0 else AGO[1:3]:
            _held(scene, scheme, chance, scene.today - timedelta(days=days), is_waiting=days == AGO[0])
        _duty(scene, scheme, scene.today + timedelta(days=AHEAD + place), people=2)


def _scheme(scene: Scene, chance: Random, place: int, unit_id: int, area: str) -> _Scheme:
    team = []
    for number in range(TEAM):
        persona = BY_KEY["speedwatch"] if place == number == 0 else None
        first, _, last = persona.name.partition(" ") if persona else ("", "", "")
        person = Person(first, last, date(1961, 4, 9), persona.email) if persona else None
        team.append(
            add_serving(
                scene, chance, FIRST_NUMBER + place * TEAM + number, strand=STRAND, area=area, unit_id=unit_id,
                grade=("scheme_coordinator", "deputy_coordinator")[number] if number < 2 else "roadside_volunteer",
                person=person, clearances={"vetting": 60, "training": None},
                qualifications=(OPERATOR,) if number < 3 else (),
            )
        )  # fmt: skip
    road = ("Bath Road", "Wells Road", "Bristol Road", "Church Lane", "Mill Road")[place % 5]
    return _Scheme(unit_id, area, _site(scene, unit_id, road), road, team, _device(scene, unit_id, place))


def _site(scene: Scene, unit_id: int, road: str) -> int:
    """A site that may be used, whatever became of the others."""
    by, on = scene.staff["coordinator"], scene.today - timedelta(days=120)
    at = clock.start_of_day(on) + timedelta(hours=10)
    site_id = scene.sheets.add(
        Site, unit_id=unit_id, road=road, place="by the village sign", speed_limit=LIMIT, named_at=at
    )
    scene.sheets.add(
        SiteAssessment, site_id=site_id, outcome=SiteOutcome.WITH_CONDITIONS, assessed_on=on,
        valid_until=clock.add_months(on, 12), recorded_by_id=by, recorded_at=at,
        findings="Stand on the verge behind the sign. Not when the school opens or closes.",
    )  # fmt: skip
    return site_id


def _device(scene: Scene, unit_id: int, place: int) -> int:
    return scene.sheets.add(
        Device, unit_id=unit_id, make="Hand-held laser", serial=f"HL-{1041 + place * 7}",
        calibrated_until=scene.today + timedelta(days=150 - place * 20), kept_by_id=scene.staff["coordinator"],
        kept_at=clock.start_of_day(scene.today - timedelta(days=215)),
    )  # fmt: skip


def _duty(scene: Scene, scheme: _Scheme, on: date, *, people: int) -> tuple[int, datetime, list[int]]:
    """A duty at the roadside with the first people of the team: its number, its start, and their places."""
    starts_at = clock.from_london(datetime.combine(on, time(11)))
    ends_at, by = starts_at + timedelta(hours=1, minutes=30), scheme.team[0].account_id
    planned_at = min(starts_at, clock.start_of_day(scene.today)) - timedelta(days=9)
    place = f"{scheme.road}, by the village sign"
    duty_id = scene.sheets.add(
        Duty, strand=STRAND, area=scheme.area, unit_id=scheme.unit_id, is_unit_only=True, kind="roadside",
        title=f"SpeedWatch at {place}", meeting_place=place, starts_at=starts_at, ends_at=ends_at,
        giving=Giving.FIRST_COME, minimum_to_run=3, state=DutyState.PUBLISHED, created_by_id=by, created_at=planned_at,
        briefing=f"{LIMIT} mph, both ways. Wear your hi-vis. Check the device before you start.",
        risk_assessment="Stand on the verge behind the sign. Not when the school opens or closes.",
    )  # fmt: skip
    posts = [
        scene.sheets.add(Post, duty_id=duty_id, name=name, places=most, taken=taken, needs=needs)
        for name, most, taken, needs in (
            ("Device operator", 1, 1, [OPERATOR]), ("Roadside volunteer", 3, people - 1, [])
        )
    ]  # fmt: skip
    places = [
        scene.sheets.add(
            SignUp, duty_id=duty_id, post_id=posts[min(number, 1)], volunteer_id=one.volunteer_id,
            state=SignUpState.CONFIRMED, during=span(starts_at, ends_at), signed_up_at=planned_at,
            signed_up_by_id=one.account_id,
        )
        for number, one in enumerate(scheme.team[:people])
    ]  # fmt: skip
    if on > scene.today:
        _session(scene, scheme, duty_id, planned_at)
    return duty_id, starts_at, places


def _held(scene: Scene, scheme: _Scheme, chance: Random, on: date, *, is_waiting: bool) -> None:
    duty_id, starts_at, places = _duty(scene, scheme, on, people=3)
    until, returned_at = starts_at + timedelta(minutes=85), starts_at + timedelta(hours=30)
    for one, sign_up_id in zip(scheme.team, places, strict=False):
        scene.sheets.add(
            Attendance, sign_up_id=sign_up_id, volunteer_id=one.volunteer_id, strand=STRAND, area=scheme.area,
            booked_on_at=starts_at, booked_off_at=until, minutes=85,
            recorded_by_id=scheme.team[1 if one is scheme.team[0] else 0].account_id,
        )  # fmt: skip
    recorded = chance.randint(6, 15)
    letters = recorded - chance.randint(1, 3)
    after = {} if is_waiting else {
        "handed_over_at": returned_at + timedelta(hours=8), "received_at": returned_at + timedelta(hours=30),
        "erased_at": returned_at + timedelta(hours=30),
        "outcomes": {"first_letter": letters, "second_letter": 1, "no_action": recorded - letters - 1},
    }  # fmt: skip
    session_id = _session(
        scene, scheme, duty_id, starts_at - timedelta(days=9), device_id=scheme.device_id, weather="dry",
        stood_from=starts_at, stood_until=until, present=3, counted=chance.randint(180, 420), recorded=recorded,
        returned_at=returned_at, returned_by_id=scheme.team[0].account_id, **after,
    )  # fmt: skip
    for number in range(1, recorded + 1):
        _vehicle(scene, chance, session_id, number, starts_at + timedelta(minutes=5 * number), is_waiting=is_waiting)


def _session(scene: Scene, scheme: _Scheme, duty_id: int, planned_at: datetime, **more: object) -> int:
    return scene.sheets.add(
        RoadsideSession, duty_id=duty_id, unit_id=scheme.unit_id, site_id=scheme.site_id, direction=Direction.BOTH,
        speed_limit=LIMIT, threshold=scene.force.speedwatch.thresholds[LIMIT],
        planned_by_id=scheme.team[0].account_id, planned_at=planned_at, **more,
    )  # fmt: skip


def _vehicle(
    scene: Scene, chance: Random, session_id: int, number: int, at: datetime, *, is_waiting: bool
) -> None:  # fmt: skip
    speed = min(35 + int(chance.expovariate(0.25)), 70)
    plate = f"W{chance.choice('AFKX')}{chance.choice(('15', '18', '20', '69'))} {''.join(chance.choices(LETTERS, k=3))}"
    what = {"registration": plate, "make": chance.choice(MAKES), "colour": chance.choice(COLOURS)}
    row = SeenVehicle(session_id=session_id, number=number)
    sealed = seal(json.dumps(what), key=sealing_key(), place=row.place) if is_waiting else None
    scene.sheets.add(SeenVehicle, session_id=session_id, number=number, at=at, speed=speed, sealed=sealed)
