"""The list of duties a volunteer can do: every row judged from one standing, in a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, select

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.rosters.models import Duty, DutyState, Post
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.judging import Reader, teams_of
from volunteers.rosters.queries.order import is_after
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import Case, PostFacts, Team, refusals_by_post

PAGE = 100
SHOWN = (*COLUMNS, Duty.meeting_place)


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


def list_open_duties(me: Self, *, area: str | None = None, after: int | None = None) -> OpenDuties:
    """A page of upcoming duties of the volunteer's strands, each judged on its own date."""
    now = clock.now()
    page = _upcoming(me.strands, now, area, after).cte("page")
    rows = db.session.execute(
        select(page, Post.id.label("post_id"), Post.name, Post.needs, Post.grades, Post.places, Post.taken)
        .join(Post, Post.duty_id == page.c.id)
        .order_by(page.c.starts_at, page.c.id, Post.id)
    ).all()
    duties = [list(posts) for _, posts in groupby(rows, key=lambda row: row.id)]
    if not duties:
        return OpenDuties((), (), None)
    reader = Reader.of(me.volunteer_id, me.strands, around=(now, duties[-1][0].starts_at))
    teams = teams_of([posts[0].id for posts in duties])
    lines = [_line(posts, reader, teams[posts[0].id]) for posts in duties[:PAGE]]
    return OpenDuties(
        tuple(line for line in lines if line.is_open),
        tuple(line for line in lines if not line.is_open),
        lines[-1].words.id if len(duties) > PAGE else None,
    )


def _upcoming(
    strands: Sequence[str], now: datetime, area: str | None, after: int | None
) -> Select[*tuple[Any, ...]]:  # fmt: skip
    query = select(*SHOWN).where(Duty.strand.in_(strands), Duty.starts_at > now, Duty.state == DutyState.PUBLISHED)
    if area is not None:
        query = query.where(Duty.area == area)
    if after is not None:
        query = query.where(is_after(after))
    return query.order_by(Duty.starts_at, Duty.id).limit(PAGE + 1)


def _line(posts: Sequence[Row[*tuple[Any, ...]]], reader: Reader, team: Team) -> OpenDuty:
    duty, places = posts[0], [post_facts(row) for row in posts]
    own = duty.id in reader.engagements.duty_ids
    refusals = () if own else _least_in_the_way(reader.case(duty_facts(duty), team), places)
    free = sum(post.places - post.taken for post in places)
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    return OpenDuty(words, free, own, refusals)


def _least_in_the_way(case: Case, places: Sequence[PostFacts]) -> tuple[Refusal, ...]:
    """The refusals of the post that is nearest to open; empty when one is."""
    fewest: tuple[Refusal, ...] | None = None
    for refusals in refusals_by_post(case, places):
        if not refusals:
            return ()
        if fewest is None or len(refusals) < len(fewest):
            fewest = refusals
    return fewest or ()
