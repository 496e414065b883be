"""The openings of the demonstration, one in each state on the day it is made, and invented people who wait."""

from dataclasses import dataclass
from datetime import date, timedelta

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.demo.stations import towns_of
from volunteers.forces.rules import Area
from volunteers.openings.models import Interest, InterestTally, Opening, Tallied
from volunteers.places.models import Unit
from volunteers.strands.rules import StrandCode

CADETS = StrandCode.CADETS
ROLES = StrandCode.POLICE_SUPPORT_VOLUNTEERS
MEETS = (
    "We meet every {day} evening in term time, from 7pm to 9pm.\n"
    "You and a parent or guardian come to an orientation evening first. You start in your own clothes."
)
EVENINGS = ("Monday", "Tuesday", "Wednesday", "Thursday")


@dataclass(frozen=True)
class Planned:
    """An opening, its window in days from the day the demonstration is made."""

    opens: int
    closes: int
    places: int | None
    taken: int = 0
    waiting: int = 0


# The cadet units, area by area: open, opening soon, full, and closed with people who wait; any other is closed too.
CADET_UNITS = (
    Planned(-21, 24, 20, 8),
    Planned(14, 50, 24, waiting=5),
    Planned(-30, 12, 15, 15, waiting=3),
    Planned(-80, -40, 18, 18, waiting=7),
    Planned(-18, 27, 16, 14),
)
WISHES_MONTHS = 24
CLOSED = Planned(-75, -30, 15, 15)


@dataclass(frozen=True)
class Sought:
    """A role that people are wanted for at a station team, or anywhere without one."""

    role: str
    title: str
    words: str
    planned: Planned
    team: str | None = None


SOUGHT = (
    Sought(
        "driver",
        "Volunteer drivers for Bristol",
        "Half a day a week, on weekdays. We show you the routes and the vehicles.",
        Planned(-35, 40, 6, 4),
        "bristol_central_team",
    ),
    Sought(
        "chaplain",
        "A chaplain for our teams",
        "A few hours a week, at times that suit you. You do not have to be ordained.",
        Planned(-12, 60, None, 1),
    ),
    Sought(
        "puppy_development",
        "Homes for police puppies",
        "The next litter comes soon. We pay for food and the vet, and help is a call away.",
        Planned(20, 65, 8, waiting=4),
    ),
    Sought(
        "cadet_leader",
        "Leaders for Taunton cadets",
        "One evening a week in term time, with other leaders. We train you in first aid and in keeping children safe.",
        Planned(-90, -14, 4, 4, waiting=2),
        "taunton_team",
    ),
)


def add_openings(scene: Scene) -> None:
    """Cadet units with this year's window and the last one, an intake of Specials, and roles of support volunteers."""
    for place, area in enumerate(scene.force.areas):
        planned = CADET_UNITS[place] if place < len(CADET_UNITS) else CLOSED
        _cadets(scene, area, planned, place % len(EVENINGS))
    starts = scene.today + timedelta(days=150)
    _opening(
        scene, Planned(-60, 75, None, 31), strand=StrandCode.SPECIAL_CONSTABULARY, title="The next intake of Specials",
        words="Training is on weekday evenings and some weekends. If you miss this intake you can join the next.",
        starts_on=starts,
    )  # fmt: skip
    known = {role.code for role in scene.force.roles}
    for sought in SOUGHT:
        if sought.role in known:
            unit_id = scene.sheets.find(Unit, code=sought.team) if sought.team else None
            _opening(
                scene, sought.planned, strand=ROLES, role=sought.role, title=sought.title, words=sought.words,
                unit_id=unit_id,
            )  # fmt: skip


def _cadets(scene: Scene, area: Area, planned: Planned, evening: int) -> None:
    """A unit opens once a year in early summer; the window of this year is placed around the day of the making."""
    town, words = towns_of(area.code, area.name)[0], MEETS.format(day=EVENINGS[evening])
    unit_id = scene.sheets.find(Unit, code=f"{area.code}_cadets")
    year = scene.today.year - 1
    last = [(date(year, month, day) - scene.today).days for month, day in ((5, 25), (6, 30))]
    for one in (Planned(last[0], last[1], planned.places, planned.places or 0), planned):
        closes_on = scene.today + timedelta(days=one.closes)
        starts_on = first_monday_of_september(closes_on)
        _opening(
            scene, one, strand=CADETS, unit_id=unit_id, title=f"{town} cadets from September {starts_on.year}",
            words=words, starts_on=starts_on, orientation_on=orientation(closes_on, evening),
        )  # fmt: skip


def first_monday_of_september(after: date) -> date:
    """The first one that lies after a day."""
    for year in (after.year, after.year + 1):
        first = date(year, 9, 1)
        monday = first + timedelta(days=-first.weekday() % 7)
        if monday > after:
            return monday
    raise AssertionError("one of two Septembers lies ahead")


def orientation(closes_on: date, weekday: int) -> date:
    """An evening of the unit a week or more after it closes, not in the Christmas holidays."""
    found = closes_on + timedelta(days=7)
    found += timedelta(days=(weekday - found.weekday()) % 7)
    is_holiday = (found.month, found.day) >= (12, 18) or (found.month, found.day) <= (1, 3)
    return found + timedelta(days=21) if is_holiday else found


def _opening(
    scene: Scene, planned: Planned, *, strand: StrandCode, title: str, words: str, unit_id: int | None = None,
    role: str | None = None, starts_on: date | None = None, orientation_on: date | None = None,
) -> None:  # fmt: skip
    by, opens_on = scene.staff["coordinator"], scene.today + timedelta(days=planned.opens)
    made_at = clock.start_of_day(min(opens_on, scene.today) - timedelta(days=30)) + timedelta(hours=10)
    number = scene.sheets.add(
        Opening, strand=strand.value, unit_id=unit_id, role=role, title=title, words=words, opens_on=opens_on,
        closes_on=scene.today + timedelta(days=planned.closes), places=planned.places, taken=planned.taken,
        starts_on=starts_on, orientation_on=orientation_on, version=1, created_by_id=by, created_at=made_at,
    )  # fmt: skip
    scene.note(made_at, "created_opening", "opening", number, by=by)
    _wished_before(scene, strand, unit_id)
    for place in range(planned.waiting):
        _waiting(scene, strand, unit_id, role, f"waiting.{number}.{place + 1}@example.com")


def _waiting(scene: Scene, strand: StrandCode, unit_id: int | None, role: str | None, email: str) -> None:
    chance = scene.chance(f"interest/{email}")
    at = clock.start_of_day(scene.today - timedelta(days=chance.randint(1, 20))) + timedelta(
        hours=chance.randint(8, 21)
    )
    scene.sheets.add(
        Interest, email=email, strand=strand.value, unit_id=unit_id, role=role, asked_at=at, confirmed_at=at,
        last_contact_at=at,
    )  # fmt: skip
    _tally(scene, strand, unit_id, clock.on(at), Tallied.REGISTERED)


def _wished_before(scene: Scene, strand: StrandCode, unit_id: int | None) -> None:
    """Wishes of the two years before, all answered since; their addresses were erased in time."""
    chance = scene.chance(f"wishes/{strand.value}/{unit_id}")
    for months in range(2, WISHES_MONTHS + 1):
        month = clock.add_months(clock.month_of(scene.today), -months)
        for _ in range(chance.randint(0, 3)):
            _tally(scene, strand, unit_id, month + timedelta(days=chance.randint(0, 27)), Tallied.REGISTERED)
            answered = clock.add_months(month, 1) + timedelta(days=chance.randint(0, 20))
            _tally(scene, strand, unit_id, answered, chance.choice((Tallied.TOLD, Tallied.TOLD, Tallied.LEFT)))


def _tally(scene: Scene, strand: StrandCode, unit_id: int | None, on: date, what: Tallied) -> None:
    scene.sheets.add(InterestTally, strand=strand.value, unit_id=unit_id, tallied_on=on, what=what)
