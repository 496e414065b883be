"""Duties of the demonstration: what Specials do, when in the week, and which places each has."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.demo.stations import towns_of
from volunteers.rosters.models import Duty, DutyState, Giving, Post
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
WEEKDAYS, EVERY_DAY = frozenset(range(MONDAY, SATURDAY)), frozenset(range(7))
CREATED_DAYS_BEFORE = 45


@dataclass(frozen=True)
class Place:
    """A kind of place on a duty: its name, what it needs, who may take it, and how many there are at most."""

    name: str
    most: int
    needs: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Something Specials do: its kind, on which days of the week, from when, for how long, and with which places."""

    kind: str
    title: str
    weekdays: frozenset[int]
    starts: time
    minutes: int
    places: tuple[Place, ...]
    briefing: str = ""
    priority: str | None = None
    is_at_night: bool = False  # someone on it may be on duty alone, and everyone has read its risk assessment


PATROL = Place("Patrol", 5)
DRIVER = Place("Response driver", 1, ("response_driver",), ("qualified",))
TESTER = Place("Breath test operator", 1, ("evidential_breath_test",))
INDEPENDENT = Place("Independent patrol", 2, (), ("directed", "qualified"))
NIGHT, LOCAL, PREVENT = "violent_crime", "neighbourhood_policing", "prevention"
KINDS = (
    Kind("response", "Response shift with the {town} team", EVERY_DAY, time(17), 480, (PATROL, DRIVER),
         "Meet in the parade room."),
    Kind("patrol", "Friday night in {town}", frozenset({FRIDAY}), time(19), 480, (PATROL, INDEPENDENT), "", NIGHT,
         is_at_night=True),
    Kind("patrol", "Saturday night in {town}", frozenset({SATURDAY}), time(19), 480, (PATROL, INDEPENDENT), "", NIGHT,
         is_at_night=True),
    Kind("neighbourhood", "Neighbourhood patrol in {town}", WEEKDAYS, time(18), 270, (Place("Patrol", 3),), "", LOCAL),
    Kind("patrol", "High-visibility patrol in {town}", frozenset({SATURDAY, SUNDAY}), time(12), 420, (PATROL,), "",
         PREVENT),
    Kind("event", "Match day in {town}", frozenset({SATURDAY}), time(11), 450, (Place("Patrol", 8), INDEPENDENT)),
    Kind("roads", "Roads operation near {town}", frozenset({SUNDAY}), time(9), 420, (Place("Patrol", 3), INDEPENDENT)),
    Kind("roads", "Drink and drug drive operation, {town}", frozenset({FRIDAY, SATURDAY}), time(20), 420,
         (Place("Patrol", 3), TESTER), "Briefing on the current operation order.", PREVENT),
    Kind("event", "Community event in {town}", frozenset({SATURDAY, SUNDAY}), time(10), 360, (Place("Patrol", 4),), "",
         LOCAL),
)  # fmt: skip
RISKS = (
    "People who have been drinking: stay in pairs, keep your radio on, and ask for help early.\n"
    "Traffic: cross with the lights, and wear your high-visibility jacket on the road."
)
# How places of duties to come are given, for every so many.
GIVINGS = (Giving.FIRST_COME, Giving.REQUEST, Giving.AUTOMATIC)
GIVING_SHARES = (82, 12, 6)
ASKED_UNTIL = timedelta(days=3)


@dataclass
class PlannedPost:
    """Places of one kind on one duty, some of them taken."""

    post_id: int
    place: Place
    places: int
    taken: int = 0


@dataclass
class PlannedDuty:
    """A duty as it is being filled. ``has_guide`` says whether someone on it may be alone."""

    duty_id: int
    area: str
    on: date
    starts_at: datetime
    ends_at: datetime
    last_on: date
    minutes: int
    posts: list[PlannedPost]
    is_open: bool = True
    has_guide: bool = False
    crew: set[int] = field(default_factory=set)
    title: str = ""
    unit_id: int | None = None


def plan_duty(
    scene: Scene, area: str, on: date, chance: Random, *, state: DutyState = DutyState.PUBLISHED
) -> PlannedDuty:
    """A duty in an area on a day; its posts are kept back until it is known who took them (see ``store_posts``)."""
    kind = chance.choice([kind for kind in KINDS if on.weekday() in kind.weekdays])
    place = chance.randrange(len(scene.units[area]))
    town = towns_of(area, scene.force.area(area).name)[place]
    begins = datetime.combine(on, kind.starts) + timedelta(minutes=30 * chance.randrange(3))
    ends = begins + timedelta(minutes=kind.minutes)
    starts_at, ends_at = clock.from_london(begins), clock.from_london(ends)
    is_to_come = on > scene.today and state is DutyState.PUBLISHED
    giving = Giving.FIRST_COME
    if is_to_come:
        (giving,) = scene.chance(f"giving {area} {begins}").choices(GIVINGS, GIVING_SHARES)
    until = starts_at - ASKED_UNTIL if giving.is_asked_for else None
    created_at = min(starts_at, clock.start_of_day(scene.today)) - timedelta(days=CREATED_DAYS_BEFORE)
    duty_id = scene.sheets.add(
        Duty, strand=SPECIALS, area=area, unit_id=scene.units[area][place], title=kind.title.format(town=town),
        meeting_place=f"{town} police station", briefing=kind.briefing, plan_priority=kind.priority,
        starts_at=starts_at, ends_at=ends_at, state=state, created_by_id=scene.staff["supervisor"],
        created_at=created_at, kind=kind.kind, giving=giving, sign_up_until=until, needs_independent=kind.is_at_night,
        risk_assessment=RISKS if kind.is_at_night else "", must_accept=kind.is_at_night and on > scene.today,
    )  # fmt: skip
    if is_to_come:
        scene.note(created_at, "created_duty", "duty", duty_id, by=scene.staff["supervisor"], published=True)
    posts = [
        PlannedPost(scene.sheets.next_id(Post), each, chance.randint(max(1, each.most - 2), each.most))
        for each in kind.places
    ]
    return PlannedDuty(
        duty_id, area, on, starts_at, ends_at, ends.date(), kind.minutes, posts, state is DutyState.PUBLISHED,
        title=kind.title.format(town=town), unit_id=scene.units[area][place],
    )  # fmt: skip


def store_posts(scene: Scene, duties: list[PlannedDuty]) -> None:
    """The posts of duties that nobody joins any more, with the places taken on each."""
    for duty in duties:
        for post in duty.posts:
            scene.sheets.add(
                Post, id=post.post_id, duty_id=duty.duty_id, name=post.place.name, needs=list(post.place.needs),
                grades=list(post.place.grades), places=post.places, taken=post.taken,
            )  # fmt: skip
