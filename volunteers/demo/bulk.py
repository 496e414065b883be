"""A force of any size for benches: everything consistent, copied in by thousands, analysed at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from volunteers import clock
from volunteers.applications.service import measure_waits
from volunteers.demo.accounts import add_account, add_staff
from volunteers.demo.answers import answers_of
from volunteers.demo.applications import Applicant, add_application
from volunteers.demo.attendance import Rota
from volunteers.demo.careers import Careers
from volunteers.demo.duties import plan_duty
from volunteers.demo.journeys import Found, Journey, journey
from volunteers.demo.members import Member, add_member
from volunteers.demo.names import a_person
from volunteers.demo.newcomers import add_newcomers
from volunteers.demo.personas import BY_KEY, STAFF, SignInDetails, details_of
from volunteers.demo.scales import Scale, is_open, route_of, ways
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import Sheets
from volunteers.demo.stations import add_units, weights
from volunteers.demo.stories import SERVING_MONTHS, add_applications, person_of
from volunteers.forces.rules import Force
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand, StrandCode
from volunteers.trends.service import compute_figures, import_published

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
YEARS = 10
AT_ONCE = 5_000
UPCOMING_DAYS = 60


@dataclass(frozen=True)
class Bulk:
    """What was made: rows by table, and how to sign in where the personas were made too."""

    rows: dict[str, int]
    details: list[SignInDetails]


def fill(session: Session, scale: Scale, *, seed: int, today: date, force: Force, sealing_key: bytes) -> Bulk:
    """Add a force of that size to the database, and the personas where there are none. Nothing is committed here."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    sheets = Sheets(session)
    scene, details = _scene(session, sheets, force, seed, today, sealing_key)
    rows: dict[str, int] = {}
    first_number = 1 + (session.scalar(select(func.coalesce(func.max(Account.id), 0))) or 0) * 10
    members = _members(scene, scale.volunteers, first_number, with_personas=bool(details))
    _duties(scene, members, scale)
    if details:
        add_applications(scene, get_strand(SPECIALS))
        add_newcomers(scene)
    _write(sheets, rows)
    for _ in _applications(scene, scale, first_number + scale.volunteers):
        _write(sheets, rows)
    import_published()
    compute_figures(through=today)
    measure_waits(at=clock.start_of_day(today))
    session.execute(text("ANALYZE"))
    return Bulk(rows, details)


def _scene(
    session: Session, sheets: Sheets, force: Force, seed: int, today: date, sealing_key: bytes
) -> tuple[Scene, list[SignInDetails]]:
    """The places and staff that are there, or new ones with the details to sign in."""
    emails = {persona.email: persona.key for persona in STAFF}
    known = session.execute(select(Account.email, Account.id).where(Account.email.in_(emails))).all()
    staff = {emails[email]: account_id for email, account_id in known}
    if len(staff) == len(STAFF):
        units: dict[str, list[int]] = {}
        stations = select(Unit.area, Unit.id).where(Unit.kind == UnitKind.STATION).order_by(Unit.id)
        for area, unit_id in session.execute(stations):
            units.setdefault(area, []).append(unit_id)
        return Scene(sheets, force, seed, today, units, staff), []
    staff, secrets = add_staff(sealing_key=sealing_key)
    return Scene(sheets, force, seed, today, add_units(sheets, force), staff), details_of(secrets)


def _members(scene: Scene, count: int, first_number: int, *, with_personas: bool) -> list[Member]:
    careers = Careers(scene.chance("bulk/careers"), scene.force, first_number=first_number)
    for key, months in SERVING_MONTHS.items() if with_personas else ():
        careers.admit(person_of(BY_KEY[key]), key, clock.add_months(scene.today, -months))
    careers.settle(count - len(careers.serving), scene.today)
    chance = scene.chance("bulk/members")
    return [add_member(scene, career, chance) for career in careers.serving]


def _duties(scene: Scene, members: list[Member], scale: Scale) -> None:
    """Duties to come, and past months backwards until there are as many attendances as asked for."""
    rota, month = Rota(scene, members, "bulk/rota"), clock.month_of(scene.today - timedelta(days=1))
    before = -1
    while before < rota.attended < scale.attendances:
        before = rota.attended
        rota.past_month(month, most=scale.attendances)
        month = clock.add_months(month, -1)
    chance, areas = scene.chance("bulk/duties"), [area.code for area in scene.force.areas]
    coming = [
        plan_duty(scene, area, scene.today + timedelta(days=chance.randint(1, UPCOMING_DAYS)), chance)
        for area in chance.choices(areas, weights(scene.force), k=scale.duties)
    ]
    rota.coming(coming)


def _applications(scene: Scene, scale: Scale, first_number: int) -> Iterator[int]:
    """All applications, a few thousand at a time."""
    if not scale.applications:
        return
    strand, chance = get_strand(SPECIALS), scene.chance("bulk/applications")
    for place, moves in enumerate(ways(chance, scale.applications, scale.changes)):
        _application(scene, strand, route_of(strand.pipeline, moves, chance), chance, first_number + place)
        if place % AT_ONCE == AT_ONCE - 1:
            yield place
    yield scale.applications


def _application(scene: Scene, strand: Strand, route: list[str], chance: Random, number: int) -> None:
    under_way = is_open(strand.pipeline, route)
    longest = strand.pipeline.stage(route[-1]).longest_days or 365 * YEARS
    ended_on = scene.today - timedelta(days=1 + int(longest * chance.uniform(0, 1.1 if under_way else 1)))
    way = journey(strand, route, chance, ends_on=ended_on)
    if under_way:
        way = _gathering(strand, way, chance, scene.today)
    person = a_person(chance, number, on=way.submitted_on)
    area = chance.choices([area.code for area in scene.force.areas], weights(scene.force))[0]
    at = clock.start_of_day(way.submitted_on) - timedelta(days=12)
    account_id = add_account(scene.sheets, email=person.email, name=person.name, at=at, roles=(Role.APPLICANT,))
    is_kept = under_way or clock.add_months(ended_on, scene.force.retention.unsuccessful_months) > scene.today
    answers = answers_of(person, area, chance, way.submitted_on) if is_kept else {}
    add_application(scene, strand, Applicant(person, account_id, area, answers), way, chance)


def _gathering(strand: Strand, way: Journey, chance: Random, today: date) -> Journey:
    """The checks of the stage an application stands at: some are in, some are with someone."""
    arrived, days = way.moves[-1].on, (today - way.moves[-1].on).days
    have = {found.code for found in way.checks}
    gathered = [code for code in strand.pipeline.gathered_at(way.stage) if code not in have]
    new = []
    for code in gathered:
        asked_on = arrived + timedelta(days=chance.randrange(days))
        passed = chance.random() < 0.6
        result_on = asked_on + timedelta(days=chance.randrange((today - asked_on).days)) if passed else None
        new.append(Found(code, asked_on, result_on, None, passed))
    return replace(way, checks=(*way.checks, *new))


def _write(sheets: Sheets, rows: dict[str, int]) -> None:
    for table, count in sheets.counts().items():
        rows[table] = rows.get(table, 0) + count
    sheets.write()
