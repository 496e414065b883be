"""The demonstration force, made from a seed and a day: the same seed and day make the same force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from volunteers import clock
from volunteers.applications.service import measure_waits
from volunteers.demo.accounts import add_staff
from volunteers.demo.aims import add_aims, add_plan_aims
from volunteers.demo.appointments import add_appointments
from volunteers.demo.assessments import add_assessments
from volunteers.demo.attendance import Rota
from volunteers.demo.availability import add_availability
from volunteers.demo.cadet_units import add_cadet_units
from volunteers.demo.careers import Careers
from volunteers.demo.cases import add_cases
from volunteers.demo.declines import add_declines
from volunteers.demo.duties import PlannedDuty, plan_duty
from volunteers.demo.equality import add_equality
from volunteers.demo.farms import add_farms
from volunteers.demo.filling import add_filling
from volunteers.demo.headcount import headcount, months
from volunteers.demo.imports import add_imports
from volunteers.demo.lapses import add_warnings
from volunteers.demo.links import send_links
from volunteers.demo.many import add_many
from volunteers.demo.members import Member, add_member
from volunteers.demo.mobilisation import add_calls
from volunteers.demo.names import Person
from volunteers.demo.newcomers import Newcomers, add_newcomers
from volunteers.demo.notes import add_notes
from volunteers.demo.on_the_day import add_on_the_day
from volunteers.demo.openings import add_openings
from volunteers.demo.papers import add_papers
from volunteers.demo.patrols import add_patrols
from volunteers.demo.personas import SignInDetails, details_of
from volunteers.demo.pipelines import change_pipelines
from volunteers.demo.placements import add_placements
from volunteers.demo.planning import add_plans
from volunteers.demo.records import add_records
from volunteers.demo.recruitment import Applicants, add_appointed
from volunteers.demo.releases import add_releases
from volunteers.demo.rosters import add_rosters
from volunteers.demo.scenarios import add_scenarios
from volunteers.demo.scene import Scene
from volunteers.demo.schemes import add_sites
from volunteers.demo.serving import add_cadets, add_service_changes
from volunteers.demo.sheets import Sheets
from volunteers.demo.speedwatch import add_speedwatch
from volunteers.demo.stations import add_units, weights
from volunteers.demo.stories import add_applications, serving_since
from volunteers.demo.templates import add_letters, add_templates
from volunteers.demo.vetting import add_vetting
from volunteers.demo.watch_schemes import add_watch_schemes
from volunteers.forces.rules import Force
from volunteers.people.models import Account
from volunteers.rosters.models import DutyState
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import StrandCode
from volunteers.strands.service import take_over_occupations
from volunteers.trends.service import compute_figures, import_plans, import_published

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
IN_OTHER_STRANDS = 20
# Duties and attendances are on record from this many years ago; people and applications for all years.
ON_DUTY_YEARS = 3
# Acts of the last year are in the history.
REMEMBERED_MONTHS = 12
# Of the duties to come, a few are still drafts or were cancelled.
STATES = (DutyState.PUBLISHED, DutyState.DRAFT, DutyState.CANCELLED)
STATE_SHARES = (92, 5, 3)


@dataclass(frozen=True)
class Wish:
    """What to make: how many volunteers serve today, how many years of history, and which today."""

    seed: int
    volunteers: int
    years: int
    today: date


@dataclass(frozen=True)
class Made:
    """What was made: rows by table, and how to sign in."""

    rows: dict[str, int]
    details: list[SignInDetails]


def is_empty(session: Session) -> bool:
    """Whether nobody has an account yet."""
    return not session.scalar(select(exists().where(Account.id.is_not(None))))


def seed(session: Session, wish: Wish, *, force: Force, sealing_key: bytes) -> Made:
    """Fill an empty database with the demonstration force. Nothing is committed here."""
    staff, secrets = add_staff(sealing_key=sealing_key)
    sheets = Sheets(session)
    remembered_from = clock.start_of_day(clock.add_months(wish.today, -REMEMBERED_MONTHS))
    scene = Scene(sheets, force, wish.seed, wish.today, add_units(sheets, force), staff, remembered_from)
    add_openings(scene)
    add_sites(scene)
    began_on = clock.month_of(clock.add_months(wish.today, -12 * wish.years))
    members = _serve(scene, wish, began_on)
    newcomers = _apply(scene, wish, began_on)
    _be_on_duty(scene, members, began_on, coming=wish.volunteers // 2)
    add_availability(scene, members)
    add_records(scene, members)
    add_service_changes(scene, members)
    add_cadets(scene)
    _do_the_strands_own_work(scene)
    add_aims(scene, volunteers=wish.volunteers, hours_a_month=force.numbers.special_minimum_hours_a_month)
    add_scenarios(scene)
    add_templates(scene)
    scene.remember()
    rows = sheets.counts()
    sheets.write()
    add_assessments(scene)
    add_warnings(scene)
    add_papers(clock.start_of_day(wish.today))
    send_links(newcomers, today=wish.today)
    add_vetting(scene)
    add_notes(scene)
    add_many(scene)
    add_letters(scene)
    add_appointments(scene)
    _roster(scene)
    add_declines(scene)
    add_imports(scene)
    take_over_occupations(by=None)
    change_pipelines(scene)
    _look_back(scene)
    return Made(rows, details_of(secrets))


def _serve(scene: Scene, wish: Wish, began_on: date) -> list[Member]:
    """Everyone who ever served since the record begins."""
    chance, strand, personas = scene.chance("careers"), get_strand(SPECIALS), serving_since(scene)
    careers = Careers(chance, scene.force)
    for people in (people for month, people in personas.items() if month < began_on):
        for key, person in people.items():
            careers.admit(person, key, began_on - timedelta(days=400))
    before = headcount(began_on - timedelta(days=1), volunteers=wish.volunteers, today=wish.today)
    careers.settle(before - len(careers.serving), began_on)
    plan = months(chance, began_on, wish.today, volunteers=wish.volunteers, joining=_counted(personas))
    for month in plan:
        careers.live_through(month, personas.get(month.first_on, {}))
    chance = scene.chance("members")
    return [
        add_appointed(scene, strand, career, chance) if career.applied else add_member(scene, career, chance)
        for career in sorted(careers.all, key=lambda each: (each.started_on, each.person.email))
    ]


def _counted(personas: Mapping[date, Mapping[str, Person]]) -> dict[date, int]:
    return {month: len(people) for month, people in personas.items()}


def _apply(scene: Scene, wish: Wish, began_on: date) -> Newcomers:
    """Those who applied and were not appointed, in every strand; and the personas who apply."""
    specials = Applicants(scene, get_strand(SPECIALS))
    for month in clock.months_between(began_on, wish.today):
        specials.arrive(month, volunteers=wish.volunteers)
    for _ in range(max(2, wish.volunteers // 30)):
        specials.draft()
    for strand in all_strands():
        if strand.code != SPECIALS:
            Applicants(scene, strand).apply_at_each_stage(IN_OTHER_STRANDS)
    add_applications(scene, get_strand(SPECIALS))
    add_cases(scene)
    return add_newcomers(scene)


def _be_on_duty(scene: Scene, members: list[Member], began_on: date, *, coming: int) -> None:
    rota = Rota(scene, members, "rota")
    first = max(began_on, clock.month_of(clock.add_months(scene.today, -12 * ON_DUTY_YEARS)))
    for month in clock.months_between(first, scene.today):
        if month < scene.today:
            rota.past_month(month)
    rota.coming(_coming(scene, coming))


def _do_the_strands_own_work(scene: Scene) -> None:
    """Who serves in the other strands, and what they do there."""
    add_watch_schemes(scene)
    add_cadet_units(scene)
    add_farms(scene)
    add_placements(scene)
    add_speedwatch(scene)


def _roster(scene: Scene) -> None:
    """What has to do with duties to come, and who could fill them."""
    add_rosters(scene)
    add_on_the_day(scene)
    add_plans(scene)
    add_calls(scene)
    add_filling(scene)
    add_patrols(scene)


def _look_back(scene: Scene) -> None:
    """What others published, the plans, and what is counted and measured of everything made before."""
    import_published()
    import_plans(entered_at=clock.start_of_day(scene.today))
    add_plan_aims(scene)
    add_equality(scene)
    add_releases(scene)
    compute_figures(through=scene.today)
    measure_waits(at=clock.start_of_day(scene.today))


def _coming(scene: Scene, count: int) -> list[PlannedDuty]:
    """Duties from tomorrow to the end of next month, not filled yet."""
    chance = scene.chance("duties to come")
    days = (clock.add_months(clock.month_of(scene.today), 2) - scene.today).days
    areas = [area.code for area in scene.force.areas]
    return [
        plan_duty(
            scene,
            chance.choices(areas, weights(scene.force))[0],
            scene.today + timedelta(days=1 + chance.randrange(days - 1)),
            chance,
            state=chance.choices(STATES, STATE_SHARES)[0],
        )
        for _ in range(count)
    ]
