"""What the rosters of the demonstration are planned with: what units need at least, an event, series, templates."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.demo.scene import Scene
from volunteers.demo.stations import towns_of
from volunteers.extensions import db
from volunteers.places.models import Unit
from volunteers.rosters.models import CoverRule, Duty, DutySeries, DutyState, DutyTemplate, Event, Giving, Post
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
CADETS, SPEEDWATCH = StrandCode.CADETS, StrandCode.COMMUNITY_SPEEDWATCH
WEDNESDAY, SATURDAY = 2, 5
WEEKS = 8
RISKS = "Traffic: stay on the verge. Weather: go home when the road is wet or it grows dark."


def add_plans(scene: Scene) -> None:
    """The units are written, and what duties are planned with."""
    _need_cover(scene)
    _event(scene, "bristol")
    _repeat(scene, "bristol", "Neighbourhood evening patrol", "neighbourhood", time(18), 4)
    _sessions(scene)
    _keep_templates(scene)
    db.session.flush()


def _need_cover(scene: Scene) -> None:
    """On Friday and Saturday evenings two in each of two towns."""
    units = scene.units["bristol"][:2]
    needs = [(unit, [4, 5], time(20), time(23), 2) for unit in units]
    for unit_id, weekdays, starts, ends, people in needs:
        db.session.add(
            CoverRule(
                strand=SPECIALS, unit_id=unit_id, weekdays=weekdays, starts=starts, ends=ends, people=people,
                created_by_id=scene.staff["coordinator"], created_at=_made_at(scene), ended_at=None,
            )
        )  # fmt: skip


def _made_at(scene: Scene) -> datetime:
    return clock.start_of_day(scene.today) - timedelta(days=30, hours=-10)


def _duty(scene: Scene, area: str, on: date, starts: time, hours: int, places: int, **more: Any) -> Duty:
    """A duty with one post, published unless it says otherwise."""
    begins = clock.from_london(datetime.combine(on, starts))
    ends = clock.from_london(datetime.combine(on, starts) + timedelta(hours=hours))
    given = {
        "strand": SPECIALS, "unit_id": scene.units[area][0] if area in scene.units else None,
        "meeting_place": f"{_town(scene, area)} police station", "state": DutyState.PUBLISHED, "post": "Patrol",
        "briefing": "", "plan_priority": None,
    }  # fmt: skip
    given |= more
    post = Post(name=given.pop("post"), places=places, taken=0, needs=[], grades=[])
    duty = Duty(
        area=area, starts_at=begins, ends_at=ends, created_by_id=scene.staff["coordinator"],
        created_at=_made_at(scene), posts=[post], **given,
    )  # fmt: skip
    db.session.add(duty)
    return duty


def _town(scene: Scene, area: str) -> str:
    return str(towns_of(area, scene.force.area(area).name)[0])


def _next(scene: Scene, weekday: int, weeks: int) -> date:
    soon = scene.today + timedelta(days=1)
    return soon + timedelta(days=(weekday - soon.weekday()) % 7, weeks=weeks)


def _event(scene: Scene, area: str) -> None:
    """A weekend with three sessions, one of them still a draft."""
    event = Event(
        strand=SPECIALS, area=area, title="Harbour Festival", created_by_id=scene.staff["coordinator"],
        about="Two days on the harbourside. Bring a drink and sun cream; food is paid for.",
        created_at=_made_at(scene), cancelled_at=None,
    )  # fmt: skip
    db.session.add(event)
    db.session.flush()
    saturday, sunday = _next(scene, SATURDAY, 4), _next(scene, SATURDAY, 4) + timedelta(days=1)
    for on, starts, places, state in (
        (saturday, time(10), 12, DutyState.PUBLISHED), (saturday, time(16), 12, DutyState.PUBLISHED),
        (sunday, time(10), 10, DutyState.DRAFT),
    ):  # fmt: skip
        _duty(
            scene, area, on, starts, 6, places, title="Harbour Festival", kind="event", event_id=event.id, state=state,
            address="Harbourside, Bristol", map_reference="ST 585 724", minimum_to_run=6, needs_independent=True,
        )  # fmt: skip


def _repeat(scene: Scene, area: str, title: str, kind: str, starts: time, hours: int, **more: Any) -> None:
    """The same duty every week on a Wednesday."""
    first = _next(scene, WEDNESDAY, 0)
    days = [first + timedelta(weeks=week) for week in range(WEEKS)]
    series = DutySeries(
        strand=more.get("strand", SPECIALS), area=area, rule=f"FREQ=WEEKLY;COUNT={WEEKS};BYDAY=WE", first_on=first,
        last_on=days[-1], starts=starts, ends=time(starts.hour + hours), created_by_id=scene.staff["coordinator"],
        created_at=_made_at(scene),
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    for day in days:
        _duty(
            scene, area, day, starts, hours, 4, title=title, kind=kind, series_id=series.id,
            series_on=day, **more,
        )  # fmt: skip


def _sessions(scene: Scene) -> None:
    """Cadet evenings with their leaders, and roadside sessions of a scheme."""
    unit = db.session.scalars(select(Unit).where(Unit.strand == CADETS).order_by(Unit.id).limit(1)).first()
    if unit is not None:
        _repeat(
            scene, unit.area, "Unit evening", "unit_evening", time(19), 2, strand=CADETS, unit_id=unit.id, adults=3,
            post="Cadet", meeting_place=unit.name, is_unit_only=False,
        )  # fmt: skip
    scheme = db.session.scalars(select(Unit).where(Unit.strand == SPEEDWATCH).order_by(Unit.id).limit(1)).first()
    if scheme is not None:
        for week in range(3):
            _duty(
                scene, scheme.area, _next(scene, SATURDAY, week), time(10), 1, 4, strand=SPEEDWATCH, unit_id=scheme.id,
                title="Roadside session", kind="roadside", post="Roadside volunteer", meeting_place="The village hall",
                risk_assessment=RISKS, must_accept=True, plan_priority="prevention",
            )  # fmt: skip


def _keep_templates(scene: Scene) -> None:
    """Two duties that are planned again and again."""
    for name, title, kind, starts, ends in (
        ("Friday night", "Friday night in the centre", "patrol", "19:00", "03:00"),
        ("Match day", "Match day", "event", "11:00", "18:30"),
    ):
        particulars = {
            "title": title, "kind": kind, "area": "bristol", "unit_id": "", "meeting_place": "Bridewell Police Station",
            "starts": starts, "ends": ends, "giving": Giving.FIRST_COME.value, "deadline": "", "post_1_name": "Patrol",
            "post_1_places": 6, "post_1_grades": [], "post_1_needs": [],
        }  # fmt: skip
        db.session.add(
            DutyTemplate(
                name=name, strand=SPECIALS, area="bristol", particulars=particulars, retired_at=None,
                created_by_id=scene.staff["coordinator"], created_at=_made_at(scene),
            )
        )  # fmt: skip
