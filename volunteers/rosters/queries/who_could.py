"""How many volunteers could take a place on each of some duties now; a fixed number of statements for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import or_, select, tuple_

from volunteers import clock
from volunteers.availability.queries import get_availabilities
from volunteers.availability.rules import Availability
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.rosters.models import Duty, Post
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, list_engagements, post_facts
from volunteers.rosters.queries.judging import NOBODY, teams_of
from volunteers.rosters.rules import THEY, Case, Diary, DutyFacts, PostFacts, Team, refusals_by_post
from volunteers.strands.queries import get_strand

# Each judging takes its time, so a page asks it of few duties, and of each until there are enough to choose from.
MOST_DUTIES = 15
ENOUGH = 10
Where = tuple[str, str]
Around = tuple[datetime, datetime]


def free_posts(duty_ids: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """The posts of these duties on which a place is free, in one statement."""
    found: dict[int, list[Any]] = defaultdict(list)
    free = select(Post).where(Post.duty_id.in_(list(duty_ids)), Post.taken < Post.places).order_by(Post.id)
    for post in db.session.scalars(free) if duty_ids else ():
        found[post.duty_id].append(post)
    return found


def count_who_could(duty_ids: Sequence[int]) -> dict[int, int]:
    """For each of the first of these duties, how many could take one of its free places: ``ENOUGH`` is that or more."""
    ids = list(duty_ids)[:MOST_DUTIES]
    duties = db.session.execute(select(*COLUMNS).where(Duty.id.in_(ids))).all() if ids else ()
    if not duties:
        return {}
    posts = free_posts(ids)
    around = min(duty.starts_at for duty in duties), max(duty.ends_at for duty in duties)
    serving = _serving({(duty.strand, duty.area) for duty in duties}, around)
    cases = _Cases.read(serving, ids, around)
    return {
        duty.id: _count(cases, duty, serving[duty.strand, duty.area], [post_facts(post) for post in posts[duty.id]])
        for duty in duties
    }


@dataclass
class _Cases:
    """Everything that is known of the people, read once; the facts of a duty are made when it is first judged."""

    standings: Mapping[str, Mapping[int, Standing]]
    engagements: Mapping[int, Diary]
    availabilities: Mapping[int, Availability]
    teams: Mapping[int, Team]
    now: datetime
    facts: dict[int, DutyFacts] = field(default_factory=dict)

    @classmethod
    def read(cls, serving: Mapping[Where, Sequence[int]], duty_ids: Sequence[int], around: Around) -> "_Cases":
        of_strand: dict[str, set[int]] = defaultdict(set)
        for (strand, _), ids in serving.items():
            of_strand[strand].update(ids)
        everyone = set().union(*of_strand.values())
        return cls(
            {strand: get_standings(ids, strand) for strand, ids in of_strand.items()},
            list_engagements(everyone, around=around), get_availabilities(everyone), teams_of(duty_ids), clock.now(),
        )  # fmt: skip

    def of(self, volunteer_id: int, duty: Any) -> Case:
        if duty.id not in self.facts:
            self.facts[duty.id] = duty_facts(duty)
        diary = self.engagements.get(volunteer_id, Diary())
        return Case(
            self.facts[duty.id], self.standings[duty.strand].get(volunteer_id), diary, get_strand(duty.strand),
            self.now, clock.on(self.now), THEY, self.teams.get(duty.id, NOBODY),
            self.availabilities.get(volunteer_id, Availability()),
        )  # fmt: skip


def _count(cases: _Cases, duty: Any, people: Iterable[int], posts: Sequence[PostFacts]) -> int:
    who_may = (one for one in people if _may_take_any(cases.of(one, duty), posts))
    return sum(1 for _ in islice(who_may, ENOUGH))


def _may_take_any(case: Case, posts: Iterable[PostFacts]) -> bool:
    return any(not refusals for refusals in refusals_by_post(case, posts))


def _serving(places: Collection[Where], around: Around) -> Mapping[Where, Sequence[int]]:
    """Who serves in each of these strands and areas in that time; one statement."""
    first, last = clock.on(around[0]), clock.on(around[1]) + timedelta(days=1)
    found: dict[Where, list[int]] = defaultdict(list)
    rows = db.session.execute(
        select(ServicePeriod.strand, ServicePeriod.area, ServicePeriod.volunteer_id)
        .where(
            tuple_(ServicePeriod.strand, ServicePeriod.area).in_(list(places)), ServicePeriod.started_on < last,
            or_(ServicePeriod.ended_on.is_(None), ServicePeriod.ended_on > first),
        )
        .distinct()
    )  # fmt: skip
    for strand, area, volunteer_id in rows:
        found[strand, area].append(volunteer_id)
    return found
