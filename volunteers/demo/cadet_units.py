"""Two cadet units of the demonstration: cadets with guardians, evenings and an event that were and that come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.cadet_units.models import AdultPresent, CadetPresent, EventPermission, NightRegister
from volunteers.cadet_units.rules import PermissionState
from volunteers.demo.accounts import add_account
from volunteers.demo.answers_strands import answers_to
from volunteers.demo.applications import Applicant, add_application
from volunteers.demo.guardians import Answered, Naming, add_guardian
from volunteers.demo.journeys import journey, route_to_appointment
from volunteers.demo.names import a_person
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import span
from volunteers.guardians.models import Guardian
from volunteers.people.models import Clearance, GradePeriod, ServicePeriod, Volunteer
from volunteers.permissions import Role
from volunteers.places.models import Unit
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

CADETS = StrandCode.CADETS
AREAS, EACH, FIRST_NUMBER = 2, 8, 93_000
LEADERS = (("Unit leader", "Jo Penrose"), ("Deputy leader", "Dev Anand"), ("Cadet leader", "Ruth Ansell"))
THURSDAY, SATURDAY, PAST_WEEKS, WEEKS_TO_COME = 3, 5, 6, 3
RISKS = "Roads: cross with a leader. Litter: gloves and pickers, and needles are left to a leader."
ABOUT = "We clear the path along the river with the town council. Wear old shoes."
# Cadets who did not come, and how each form of the event to come stands, in turn.
AWAY = ("unwell", "told_before", "travel")
STATES = (
    PermissionState.GIVEN, PermissionState.ASKED, None, PermissionState.GIVEN, PermissionState.REFUSED,
    PermissionState.ASKED, PermissionState.WITHDRAWN, None,
)  # fmt: skip


@dataclass(frozen=True)
class Young:
    """A cadet with their guardian."""

    volunteer_id: int
    account_id: int
    guardian_id: int


def add_cadet_units(scene: Scene) -> None:
    """Cadets, the last six evenings with their registers, and what is to come with forms in every state."""
    chance = scene.chance("cadet units")
    for place, area in enumerate(scene.force.areas[:AREAS]):
        unit_id = scene.sheets.find(Unit, code=f"{area.code}_cadets")
        if unit_id is None:
            continue
        first = FIRST_NUMBER + place * 100
        young = [_cadet(scene, chance, first + n, area.code, unit_id) for n in range(EACH)]
        _evenings(scene, chance, area.code, unit_id, young)
        _events(scene, chance, area.code, unit_id, young)


def _cadet(scene: Scene, chance: Random, number: int, area: str, unit_id: int) -> Young:
    strand, started_on = get_strand(CADETS), scene.today - timedelta(days=chance.randrange(100, 280))
    person = a_person(chance, number, on=started_on, youngest=14, oldest=16)
    way = journey(strand, route_to_appointment(strand.pipeline, chance), chance, ends_on=started_on)
    at = clock.start_of_day(way.submitted_on) - timedelta(days=12)
    account_id = add_account(
        scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.APPLICANT, Role.VOLUNTEER)
    )
    volunteer_id = scene.sheets.add(
        Volunteer, account_id=account_id, first_name=person.first_name, last_name=person.last_name,
        birth_date=person.birth_date, created_at=clock.start_of_day(started_on),
    )  # fmt: skip
    scene.sheets.add(
        ServicePeriod, volunteer_id=volunteer_id, strand=CADETS, area=area, unit_id=unit_id, started_on=started_on
    )
    scene.sheets.add(GradePeriod, volunteer_id=volunteer_id, strand=CADETS, grade="cadet", from_on=started_on)
    for code in ("guardian_consent", "health_and_permission"):
        scene.sheets.add(Clearance, volunteer_id=volunteer_id, code=code, from_on=started_on)
    answers = answers_to(scene, strand, person, area, chance, way.submitted_on, has_agreed=True)
    named, applicant = answers["guardian"], Applicant(person, account_id, area, answers)
    added = add_application(scene, strand, applicant, way, chance, volunteer_id=volunteer_id)
    naming = Naming(added.id, account_id, person, named, named_at=added.submitted_at)
    add_guardian(scene, naming, way, Answered.YES_AND_RUNG)
    guardian_id = scene.sheets.find(Guardian, application_id=added.id)
    assert guardian_id is not None  # noqa: S101 - it was just added
    return Young(volunteer_id, account_id, guardian_id)


def _evenings(scene: Scene, chance: Random, area: str, unit_id: int, young: list[Young]) -> None:
    """Thursdays: one form for a term was given for the first of them, by all but two who came later."""
    soon = scene.today + timedelta(days=(THURSDAY - scene.today.weekday() - 1) % 7 + 1)
    days = [soon + timedelta(weeks=week) for week in range(-PAST_WEEKS, WEEKS_TO_COME)]
    for place, on in enumerate(days):
        duty_id, starts = _duty(scene, area, unit_id, on, time(19), 2, "unit_evening", "Unit evening", len(young))
        places = [_sign_up(scene, duty_id, each, starts, 2) for each in young]
        if place == 0:
            until = on + timedelta(weeks=dict(scene.force.cadet_nights.form_weeks).get("unit_evening", 0))
            for each in young[:-2] if on < scene.today else ():
                _form(scene, duty_id, each, PermissionState.GIVEN, starts, until)
        if on < scene.today:
            came = [number < len(young) - 2 and chance.random() < 0.85 for number in range(len(young))]
            _register(scene, area, duty_id, starts, 2, list(zip(places, young, came, strict=True)))


def _events(scene: Scene, chance: Random, area: str, unit_id: int, young: list[Young]) -> None:
    """A Saturday of volunteering this month or the last, and one to come."""
    soon = scene.today + timedelta(days=(SATURDAY - scene.today.weekday() - 1) % 7 + 1)
    for on in (soon - timedelta(weeks=1), soon + timedelta(weeks=1)):
        is_past = on < scene.today
        coming = young[:6] if is_past else young
        duty_id, starts = _duty(
            scene, area, unit_id, on, time(10), 3, "community", "Riverside litter pick", len(coming),
            address="The riverside car park", briefing=ABOUT, risk_assessment=RISKS,
        )  # fmt: skip
        places = [_sign_up(scene, duty_id, each, starts, 3) for each in coming]
        for each, state in zip(coming, STATES, strict=False):
            wanted = PermissionState.GIVEN if is_past else state
            if wanted is not None:
                _form(scene, duty_id, each, wanted, min(starts, clock.start_of_day(scene.today)), None)
        if is_past:
            came = [chance.random() < 0.9 for _ in coming]
            _register(scene, area, duty_id, starts, 3, list(zip(places, coming, came, strict=True)))


def _duty(
    scene: Scene, area: str, unit_id: int, on: date, starts: time, hours: int, kind: str, title: str, taken: int,
    **more: str,
) -> tuple[int, datetime]:  # fmt: skip
    begins = clock.from_london(datetime.combine(on, starts))
    duty_id = scene.sheets.add(
        Duty, strand=CADETS, area=area, unit_id=unit_id, title=title, kind=kind, meeting_place="The unit’s hall",
        starts_at=begins, ends_at=begins + timedelta(hours=hours), state=DutyState.PUBLISHED, adults=2,
        created_by_id=scene.staff["coordinator"], **more,
        created_at=min(begins, clock.start_of_day(scene.today)) - timedelta(days=40),
    )  # fmt: skip
    scene.sheets.add(Post, duty_id=duty_id, name="Cadet", places=20, taken=taken)
    return duty_id, begins


def _sign_up(scene: Scene, duty_id: int, each: Young, starts: datetime, hours: int) -> int:
    at = min(starts, clock.start_of_day(scene.today)) - timedelta(days=10)
    return scene.sheets.add(
        SignUp, duty_id=duty_id, post_id=scene.sheets.find(Post, duty_id=duty_id), volunteer_id=each.volunteer_id,
        during=span(starts, starts + timedelta(hours=hours)), signed_up_at=at, signed_up_by_id=each.account_id,
        state=SignUpState.CONFIRMED,
    )  # fmt: skip


def _form(
    scene: Scene, duty_id: int, each: Young, state: PermissionState, before: datetime, until: date | None
) -> None:
    answered = None if state is PermissionState.ASKED else before - timedelta(days=4)
    is_yes = state is PermissionState.GIVEN
    scene.sheets.add(
        EventPermission, duty_id=duty_id, volunteer_id=each.volunteer_id, guardian_id=each.guardian_id, state=state,
        asked_at=before - timedelta(days=6), answered_at=answered, until_on=until if is_yes else None,
        withdrawn_at=before - timedelta(days=1) if state is PermissionState.WITHDRAWN else None,
        may_go_home_alone=each.volunteer_id % 2 == 0 if is_yes else None, photographs=True if is_yes else None,
    )  # fmt: skip


def _register(
    scene: Scene, area: str, duty_id: int, starts: datetime, hours: int, people: list[tuple[int, Young, bool]]
) -> None:
    ends, by = starts + timedelta(hours=hours), scene.staff["coordinator"]
    scene.sheets.add_unnumbered(NightRegister, duty_id=duty_id, saved_at=ends, saved_by_id=by)
    for role, name in LEADERS:
        scene.sheets.add(
            AdultPresent, duty_id=duty_id, name=name, role=role, came_at=starts - timedelta(minutes=15),
            left_at=ends + timedelta(minutes=15),
        )  # fmt: skip
    for sign_up_id, each, came in people:
        scene.sheets.add_unnumbered(
            CadetPresent, sign_up_id=sign_up_id, duty_id=duty_id, came_at=starts if came else None,
            left_at=ends if came else None, absence=None if came else AWAY[each.volunteer_id % len(AWAY)],
            collected_by="Parent" if came and each.volunteer_id % 2 else "",
        )  # fmt: skip
        if came:
            scene.sheets.add(
                Attendance, sign_up_id=sign_up_id, volunteer_id=each.volunteer_id, strand=CADETS, area=area,
                booked_on_at=starts, booked_off_at=ends, minutes=hours * 60, recorded_by_id=by,
            )  # fmt: skip
