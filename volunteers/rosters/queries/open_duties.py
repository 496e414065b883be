"""The list of duties a volunteer can do: every row judged from one standing, in a fixed number of queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.people.queries import get_standings
from volunteers.people.rules import Standing
from volunteers.rosters.models import Duty, DutyState, Post
from volunteers.rosters.queries.facts import duty_facts, list_engagements, names_of
from volunteers.rosters.queries.order import is_after
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import YOU, Case, DutyFacts, Engagement, PostFacts, refusals_by_post
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

PAGE = 100
COLUMNS = (Duty.id, Duty.title, Duty.strand, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at, Duty.state)


@dataclass(frozen=True)
class OpenDuty:
    """One line of the list. ``own`` when they are on it; ``refusals`` of the post that is nearest to open to them."""

    words: DutyWords
    free: int
    own: bool
    refusals: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        return self.own or not self.refusals


@dataclass(frozen=True)
class OpenDuties:
    """A page of upcoming duties, by date. ``after`` leads to the next page; None on the last."""

    can_do: tuple[OpenDuty, ...]
    others: tuple[OpenDuty, ...]
    after: int | None

    def by_day(self) -> Iterator[tuple[str, list[OpenDuty]]]:
        """Those they can do, under the day each begins."""
        for day, duties in groupby(self.can_do, key=lambda duty: duty.words.day):
            yield day, list(duties)


@dataclass(frozen=True)
class _Reader:
    """What does not change from one row to the next."""

    standings: Mapping[str, Standing | None]
    strands: Mapping[str, Strand]
    engagements: Sequence[Engagement]
    now: datetime
    today: date


def list_open_duties(me: Self, *, area: str | None = None, after: int | None = None) -> OpenDuties:
    """A page of upcoming duties of the volunteer's strands, each judged on its own date."""
    now = clock.now()
    page = _upcoming(me.strands, now, area, after).cte("page")
    rows = db.session.execute(
        select(page, Post.name, Post.needs, Post.grades, Post.places, Post.taken)
        .join(Post, Post.duty_id == page.c.id)
        .order_by(page.c.starts_at, page.c.id, Post.id)
    ).all()
    duties = [(key, list(posts)) for key, posts in groupby(rows, key=lambda row: row[: len(COLUMNS)])]
    if not duties:
        return OpenDuties((), (), None)
    reader = _reader(me, now, duties[-1][0][5])
    lines = [_line(key, posts, reader) for key, posts in duties[:PAGE]]
    return OpenDuties(
        tuple(line for line in lines if line.is_open),
        tuple(line for line in lines if not line.is_open),
        lines[-1].words.id if len(duties) > PAGE else None,
    )


def _upcoming(
    strands: Sequence[str], now: datetime, area: str | None, after: int | None
) -> Select[*tuple[Any, ...]]:  # fmt: skip
    query = select(*COLUMNS).where(Duty.strand.in_(strands), Duty.starts_at > now, Duty.state == DutyState.PUBLISHED)
    if area is not None:
        query = query.where(Duty.area == area)
    if after is not None:
        query = query.where(is_after(after))
    return query.order_by(Duty.starts_at, Duty.id).limit(PAGE + 1)


def _reader(me: Self, now: datetime, last: datetime) -> _Reader:
    return _Reader(
        {strand: get_standings([me.volunteer_id], strand).get(me.volunteer_id) for strand in me.strands},
        {strand: get_strand(strand) for strand in me.strands},
        list_engagements([me.volunteer_id], around=(now, last)).get(me.volunteer_id, ()),
        now,
        clock.on(now),
    )


def _line(key: Sequence[Any], posts: Sequence[Row[*tuple[Any, ...]]], reader: _Reader) -> OpenDuty:
    duty_id, title, strand, area, place, starts_at, ends_at, state = key
    facts = duty_facts(duty_id, title, strand, area, starts_at, ends_at, state)
    places = [
        PostFacts(name, tuple(needs), tuple(grades), number, taken, names_of(needs))
        for *_, name, needs, grades, number, taken in posts
    ]
    own = any(one.duty_id == duty_id for one in reader.engagements)
    refusals = () if own else _least_in_the_way(facts, places, reader)
    free = sum(post.places - post.taken for post in places)
    return OpenDuty(words_of(duty_id, title, area, place, starts_at, ends_at), free, own, refusals)


def _least_in_the_way(facts: DutyFacts, places: Sequence[PostFacts], reader: _Reader) -> tuple[Refusal, ...]:
    """The refusals of the post that is nearest to open; empty when one is."""
    strand, standing = reader.strands[facts.strand], reader.standings[facts.strand]
    case = Case(facts, standing, reader.engagements, strand, reader.now, reader.today, YOU)
    fewest: tuple[Refusal, ...] | None = None
    for refusals in refusals_by_post(case, places):
        if not refusals:
            return ()
        if fewest is None or len(refusals) < len(fewest):
            fewest = refusals
    return fewest or ()
