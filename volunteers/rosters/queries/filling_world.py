"""Everything that filling duties looks at, read once in a fixed number of statements however much there is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from volunteers import clock
from volunteers.availability.queries import get_availabilities
from volunteers.availability.rules import Availability
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.places.models import Unit
from volunteers.places.rules.distance import Position
from volunteers.rosters.models import Duty, Filling, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.cover import Narrowed
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, list_engagements, post_facts
from volunteers.rosters.queries.fillings import to_fill
from volunteers.rosters.queries.judging import FREE, NOBODY, UNSAID, teams_of
from volunteers.rosters.rules import THEY, Case, Diary, DutyFacts, PostFacts, Team
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

OPEN_WAIT = (WaitState.WAITING, WaitState.DECLINED)


@dataclass(frozen=True)
class OnDuty:
    """That a volunteer has a place on a duty, asked for one, waits for one, or will not be on it."""

    volunteer_id: int
    duty_id: int
    post_id: int


@dataclass(frozen=True)
class Links:
    """Who has to do with the duties to be filled. ``wanting`` wait or ask, in their order; ``gone`` gave a place up,
    declined one, or were turned down."""

    on: tuple[OnDuty, ...]
    wanting: tuple[OnDuty, ...]
    gone: frozenset[tuple[int, int]]


@dataclass(frozen=True)
class World:
    """The duties with a place free, in order of time, their posts, and everyone who serves there.

    ``positions`` and ``homes`` are where duties and volunteers are, where that is known; ``serving`` are those who may
    be proposed, in order; whoever else has to do with one of the duties is known too.
    """

    strand: Strand
    first_on: date
    last_on: date
    takes_unsaid: bool
    duties: Mapping[int, DutyFacts]
    serves_plan: frozenset[int]
    positions: Mapping[int, Position | None]
    posts: Mapping[int, Sequence[PostFacts]]
    serving: tuple[int, ...]
    homes: Mapping[int, Position | None]
    standings: Mapping[int, Standing]
    diaries: Mapping[int, Diary]
    said: Mapping[int, Availability]
    teams: Mapping[int, Team]
    links: Links
    now: datetime

    def case(self, volunteer_id: int, duty_id: int, *, diary: Diary | None = None, team: Team | None = None) -> Case:
        """A volunteer and a duty as the rules of the roster see them; with other duties and others on it than now."""
        return Case(
            self.duties[duty_id], self.standings.get(volunteer_id),
            self.diaries.get(volunteer_id, FREE) if diary is None else diary, self.strand, self.now,
            clock.on(self.now), THEY, self.teams.get(duty_id, NOBODY) if team is None else team,
            self.said.get(volunteer_id, UNSAID),
        )  # fmt: skip

    def post(self, duty_id: int, post_id: int) -> PostFacts:
        return next(one for one in self.posts[duty_id] if one.post_id == post_id)


def read_world(filling: Filling) -> World:
    """What there is to be filled, and by whom, as things stand."""
    rows = _duties(filling)
    ids = [row.id for row in rows]
    links, homes = links_of(ids), _serving(filling)
    everyone = {*homes, *(one.volunteer_id for one in (*links.on, *links.wanting))}
    around = clock.start_of_day(filling.first_on), clock.start_of_day(filling.last_on + timedelta(days=1))
    standings = get_standings(everyone, filling.strand) if everyone else {}
    return World(
        get_strand(filling.strand), filling.first_on, filling.last_on, filling.takes_unsaid,
        {row.id: duty_facts(row) for row in rows}, frozenset(row.id for row in rows if row.plan_priority),
        {row.id: _position(row) for row in rows}, _posts(ids),
        tuple(sorted(one for one in homes if one in standings and standings[one].area == filling.area)), homes,
        standings, list_engagements(everyone, around=around), get_availabilities(everyone), teams_of(ids), links,
        clock.now(),
    )  # fmt: skip


def _duties(filling: Filling) -> Sequence[Any]:
    free = select(Post.id).where(Post.duty_id == Duty.id, Post.taken < Post.places).exists()
    narrowed = Narrowed(filling.strand, filling.area, filling.unit_id)
    return db.session.execute(
        select(*COLUMNS, Duty.plan_priority, Unit.latitude, Unit.longitude)
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(
            free, *narrowed.of(Duty.strand, Duty.area, Duty.unit_id), *to_fill(filling.first_on, filling.last_on)
        )
        .order_by(Duty.starts_at, Duty.id)
    ).all()  # fmt: skip


def _posts(duty_ids: Collection[int]) -> Mapping[int, Sequence[PostFacts]]:
    found: dict[int, list[PostFacts]] = defaultdict(list)
    posts = select(Post).where(Post.duty_id.in_(duty_ids)).order_by(Post.id)
    for post in db.session.scalars(posts.execution_options(populate_existing=True)):
        found[post.duty_id].append(post_facts(post))
    return found


def links_of(duty_ids: Collection[int]) -> Links:
    """Who has to do with these duties, in two statements."""
    on: list[OnDuty] = []
    wanting: list[OnDuty] = []
    gone: set[tuple[int, int]] = set()
    waits = db.session.execute(
        select(Wait.volunteer_id, Wait.duty_id, Wait.post_id, Wait.state)
        .where(Wait.duty_id.in_(duty_ids), Wait.state.in_(OPEN_WAIT))
        .order_by(Wait.id)
    )
    for wait in waits:
        if wait.state is WaitState.WAITING:
            wanting.append(OnDuty(wait.volunteer_id, wait.duty_id, wait.post_id))
        else:
            gone.add((wait.volunteer_id, wait.duty_id))
    places = db.session.execute(
        select(SignUp.volunteer_id, SignUp.duty_id, SignUp.post_id, SignUp.state)
        .where(SignUp.duty_id.in_(duty_ids))
        .order_by(SignUp.id)
    )
    for row in places:
        if row.state is SignUpState.CONFIRMED:
            on.append(OnDuty(row.volunteer_id, row.duty_id, row.post_id))
        elif row.state is SignUpState.REQUESTED:
            wanting.append(OnDuty(row.volunteer_id, row.duty_id, row.post_id))
        else:
            gone.add((row.volunteer_id, row.duty_id))
    return Links(tuple(on), tuple(wanting), frozenset(gone))


def _serving(filling: Filling) -> dict[int, Position | None]:
    """Everyone who serves there on one of the days, with where their unit is; of two times of service, the later."""
    rows = db.session.execute(
        select(ServicePeriod.volunteer_id, Unit.latitude, Unit.longitude)
        .outerjoin(Unit, Unit.id == ServicePeriod.unit_id)
        .where(
            ServicePeriod.strand == filling.strand, ServicePeriod.area == filling.area,
            ServicePeriod.started_on <= filling.last_on,
            or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > filling.first_on),
        )
        .order_by(ServicePeriod.started_on)
    )  # fmt: skip
    return {row.volunteer_id: _position(row) for row in rows}


def _position(row: Any) -> Position | None:
    if row.latitude is None or row.longitude is None:
        return None
    return Position(row.latitude, row.longitude)
