"""Support volunteers in their roles, the journeys of drivers, and what volunteers claimed, for the demonstration."""

from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.names import Person
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.serving_elsewhere import Serving, add_serving
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimKind, ClaimState, mileage
from volunteers.people.models import Qualification
from volunteers.placements.models import Journey, Placement, RoleWanted
from volunteers.placements.rules import Vehicle, is_usual_time
from volunteers.strands.rules import StrandCode
from volunteers.vetting.models import VettingCase
from volunteers.vetting.rules import CaseKind, Outcome

SUPPORT = StrandCode.POLICE_SUPPORT_VOLUNTEERS
FIRST_NUMBER = 91_400
# The driver of the personas first; one role of each further volunteer.
ROLES = (
    "driver", "driver", "driver", "mounted_groom", "chaplain", "chaplain", "parade_chaperone", "speedwatch_support",
    "puppy_development", "watch_administrator",
)  # fmt: skip
WANTED = {"driver": 6, "mounted_groom": 2, "chaplain": 3, "parade_chaperone": 2, "speedwatch_support": 2}
CONTACTS = ("Sergeant Ann Pike", "Colin Reed, fleet office", "Judith Orme", "Inspector Dev Rana")
DAYS = ("Tuesdays", "Monday and Thursday mornings", "Every other Friday", "Wednesday afternoons")
STOPS = ("Bridewell, Bristol", "Express Park, Bridgwater", "Headquarters, Portishead", "Yeovil", "Taunton", "Bath")
LICENSED_YEARS = 12


def add_placements(scene: Scene) -> None:
    """Ten support volunteers placed since they began, vetted to the level of their role; drivers with journeys."""
    chance, areas = scene.chance("placements"), [area.code for area in scene.force.areas]
    driver = BY_KEY["driver"]
    first_name, last_name = driver.name.split(" ", 1)
    someone = Person(first_name, last_name, date(1968, 4, 2), driver.email)
    for place, role in enumerate(ROLES):
        area = areas[place % len(areas)]
        serving = add_serving(
            scene, chance, FIRST_NUMBER + place, strand=SUPPORT, area=area, grade="volunteer",
            unit_id=chance.choice(scene.units[area]), person=someone if place == 0 else None,
            clearances={"vetting": 36},
        )  # fmt: skip
        placement_id = _place(scene, chance, serving, role)
        if role == "driver":
            _drive(scene, chance, serving, placement_id, fleet=f"AV{4_100 + place}")
    for role, count in WANTED.items():
        scene.sheets.add_unnumbered(RoleWanted, role=role, area=areas[0], wanted=count)


def _place(scene: Scene, chance: Random, serving: Serving, role: str) -> int:
    at = clock.start_of_day(serving.started_on) + timedelta(hours=10)
    scene.sheets.add(
        VettingCase, reference=f"V-{serving.volunteer_id}", kind=CaseKind.REVIEW, volunteer_id=serving.volunteer_id,
        account_id=serving.account_id, strand=SUPPORT, area=serving.area, code="vetting", waiting_since=at,
        created_at=at, outcome=Outcome.GRANTED, level=f"nppv_{scene.force.role(role).nppv_level}",
        decided_on=serving.started_on, closed_at=at, closed_by_id=scene.staff["vetting_officer"], version=1,
    )  # fmt: skip
    placement_id = scene.sheets.add(
        Placement, volunteer_id=serving.volunteer_id, role=role, unit_id=serving.unit_id, area=serving.area,
        contact=chance.choice(CONTACTS), from_on=serving.started_on, days=chance.choice(DAYS),
        hours=chance.choice((3, 4, 6, 8)), powers_reference="", end_reason="", placed_by_id=scene.staff["coordinator"],
        placed_at=at, version=1,
    )  # fmt: skip
    scene.note(
        at, "placed", "volunteer", serving.volunteer_id, by=scene.staff["coordinator"], placement_id=placement_id,
        role=role,
    )  # fmt: skip
    return placement_id


def _drive(scene: Scene, chance: Random, serving: Serving, placement_id: int, *, fleet: str) -> None:
    """Journeys of the last weeks, every third in the driver's own car; some of their miles are claimed."""
    licensed = clock.add_months(serving.started_on, -12 * LICENSED_YEARS)
    scene.sheets.add(
        Qualification, volunteer_id=serving.volunteer_id, code="driving_licence", from_on=licensed,
        evidence="Licence seen",
    )  # fmt: skip
    odometer = chance.randrange(20_000, 60_000)
    for place in range(9):
        day = scene.today - timedelta(days=40 - place * 4)
        starts_at = clock.from_london(datetime.combine(day, time(9, 15)))
        ends_at = starts_at + timedelta(minutes=chance.randrange(35, 95))
        miles = chance.randrange(14, 62)
        start, end = chance.sample(STOPS, 2)
        is_own = place % 3 == 2
        number = scene.sheets.add(
            Journey, placement_id=placement_id, volunteer_id=serving.volunteer_id, starts_at=starts_at,
            ends_at=ends_at, from_place=start, to_place=end, vehicle=Vehicle.OWN if is_own else Vehicle.POLICE,
            fleet_number="" if is_own else fleet, odometer_start=None if is_own else odometer,
            odometer_end=None if is_own else odometer + miles, miles_tenths=miles * 10,
            is_usual=is_usual_time(clock.in_london(starts_at), clock.in_london(ends_at)), logged_at=ends_at,
        )  # fmt: skip
        odometer += 0 if is_own else miles
        if is_own and place < 8:
            _claim(scene, serving, number, day, miles * 10, start, end, at=ends_at + timedelta(hours=3))


def _claim(
    scene: Scene, serving: Serving, journey_id: int, day: date, tenths: int, start: str, end: str, *, at: datetime
) -> None:
    worked = mileage(scene.force.expenses.rate("car"), tenths, before=0)
    is_approved = (scene.today - day).days > 30
    decided_at = at + timedelta(days=2) if is_approved else None
    scene.sheets.add(
        ExpenseClaim, volunteer_id=serving.volunteer_id, account_id=serving.account_id, strand=SUPPORT,
        area=serving.area, kind=ClaimKind.MILEAGE, spent_on=day, vehicle="car", miles_tenths=tenths, from_place=start,
        to_place=end, what="", receipt="", pence=worked.pence, worked_out=worked.words, source=worked.source,
        state=ClaimState.APPROVED if is_approved else ClaimState.WAITING,
        approved_pence=worked.pence if is_approved else None, decided_at=decided_at,
        decided_by_id=scene.staff["coordinator"] if is_approved else None, reason="", key=f"journey {journey_id}",
        claimed_at=at, version=2 if is_approved else 1,
    )  # fmt: skip
