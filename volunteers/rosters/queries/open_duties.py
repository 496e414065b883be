"""The list of duties a volunteer can do: every row judged from one standing, in a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, extract, func, select

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, names_of
from volunteers.rosters.queries.judging import Reader, teams_of
from volunteers.rosters.queries.order import is_after
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import Case, PostFacts, Team, notes_of, refusals_by_post
from volunteers.strands.queries import get_strand

PAGE = 100
SHOWN = (*COLUMNS, Duty.meeting_place)
FULL = {"full"}


class Mine(Enum):
    """How the reader stands to a duty, in the words of the list."""

    ON = ("You are on this", "good")
    OFFERED = ("A place is kept for you: answer", "poor")
    ASKED = ("You asked for a place", "fair")
    WAITING = ("You are on the waiting list", "fair")

    @property
    def words(self) -> str:
        return self.value[0]

    @property
    def tone(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; None narrows nothing. ``weekday`` is 1 for Monday to 7 for Sunday."""

    area: str | None = None
    kind: str | None = None
    weekday: int | None = None
    usual_only: bool = False


@dataclass(frozen=True)
class OpenDuty:
    """One line of the list. ``refusals`` are those of the post that is nearest to open to them; ``free`` counts places
    they could have. ``is_asked_for`` where places are asked for rather than taken."""

    words: DutyWords
    free: int
    mine: Mine | None
    refusals: tuple[Refusal, ...]
    is_asked_for: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.mine is not None or not self.refusals

    @property
    def is_full(self) -> bool:
        """Nothing is in the way but that every place is taken: they can wait for one."""
        return self.mine is None and bool(self.refusals) and {one.code for one in self.refusals} == FULL


@dataclass(frozen=True)
class OpenDuties:
    """A page of upcoming duties, by date. ``after`` leads to the next page; None on the last.

    ``has_usual`` says whether they ever said when they usually can.
    """

    can_do: tuple[OpenDuty, ...]
    full: tuple[OpenDuty, ...]
    others: tuple[OpenDuty, ...]
    after: int | None
    has_usual: bool = False

    def by_day(self) -> Iterator[tuple[str, list[OpenDuty]]]:
        """Those they can do, under the day each begins."""
        for day, duties in groupby(self.can_do, key=lambda duty: duty.words.day):
            yield day, list(duties)


def kinds_for(me: Self) -> list[tuple[str, str]]:
    """The kinds of duty there are in the strands of a volunteer, by name."""
    known = {kind.code: kind.name for strand in me.strands for kind in get_strand(strand).duty.kinds}
    return sorted(known.items(), key=lambda kind: kind[1])


def list_open_duties(me: Self, wanted: Wanted | None = None, *, after: int | None = None) -> OpenDuties:
    """A page of upcoming duties of the volunteer's strands, each judged on its own date."""
    wanted, now = wanted or Wanted(), clock.now()
    page = _upcoming(me, wanted, after).cte("page")
    rows = db.session.execute(
        select(page, Post.id.label("post_id"), Post.name, Post.needs, Post.grades, Post.places, Post.taken)
        .join(Post, Post.duty_id == page.c.id)
        .order_by(page.c.starts_at, page.c.id, Post.id)
    ).all()
    duties = [list(posts) for _, posts in groupby(rows, key=lambda row: row.id)]
    reader = Reader.of(me.volunteer_id, me.strands, around=(now, duties[-1][0].starts_at if duties else now))
    teams = teams_of([posts[0].id for posts in duties])
    lines = [_line(posts, reader, teams[posts[0].id]) for posts in duties[:PAGE]]
    shown = [line for line in lines if not (wanted.usual_only and line.notes and line.mine is None)]
    return OpenDuties(
        tuple(line for line in shown if line.is_open),
        tuple(line for line in shown if line.is_full),
        tuple(line for line in shown if not line.is_open and not line.is_full),
        lines[-1].words.id if len(duties) > PAGE else None,
        bool(reader.availability.usual),
    )


def _upcoming(me: Self, wanted: Wanted, after: int | None) -> Select[*tuple[Any, ...]]:
    """The duties of a page, each with how the volunteer stands to it."""
    place = select(SignUp.state).where(
        SignUp.duty_id == Duty.id, SignUp.volunteer_id == me.volunteer_id,
        SignUp.state.in_([SignUpState.CONFIRMED, SignUpState.REQUESTED]),
    )  # fmt: skip
    turn = select(Wait.state).where(
        Wait.duty_id == Duty.id, Wait.volunteer_id == me.volunteer_id,
        Wait.state.in_([WaitState.WAITING, WaitState.OFFERED]),
    )  # fmt: skip
    query = select(*SHOWN, place.scalar_subquery().label("place"), turn.scalar_subquery().label("turn"))
    query = query.where(
        Duty.strand.in_(me.strands), Duty.starts_at > clock.now(), Duty.state == DutyState.PUBLISHED
    )  # fmt: skip
    if wanted.area is not None:
        query = query.where(Duty.area == wanted.area)
    if wanted.kind is not None:
        query = query.where(Duty.kind == wanted.kind)
    if wanted.weekday is not None:
        query = query.where(extract("isodow", func.timezone("Europe/London", Duty.starts_at)) == wanted.weekday)
    if after is not None:
        query = query.where(is_after(after))
    return query.order_by(Duty.starts_at, Duty.id).limit(PAGE + 1)


def _line(posts: Sequence[Row[*tuple[Any, ...]]], reader: Reader, team: Team) -> OpenDuty:
    duty, places = posts[0], [_place(row) for row in posts]
    facts = duty_facts(duty)
    case, mine = reader.case(facts, team), _mine(duty)
    free, refusals = (0, ()) if mine else _nearest(case, places)
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    return OpenDuty(words, free, mine, refusals, duty.giving.is_asked_for, notes_of(case))


def _place(row: Row[*tuple[Any, ...]]) -> PostFacts:
    needs = tuple(row.needs)
    called = names_of(needs) if needs else ()
    return PostFacts(row.name, needs, tuple(row.grades), row.places, row.taken, called, row.post_id)


def _mine(duty: Row[*tuple[Any, ...]]) -> Mine | None:
    if duty.place is not None:
        return Mine.ON if duty.place is SignUpState.CONFIRMED else Mine.ASKED
    if duty.turn is not None:
        return Mine.OFFERED if duty.turn is WaitState.OFFERED else Mine.WAITING
    return None


def _nearest(case: Case, places: Sequence[PostFacts]) -> tuple[int, tuple[Refusal, ...]]:
    """The free places that are open to them; where none is, the refusals of the post that is nearest to it."""
    judged = list(zip(places, refusals_by_post(case, places), strict=True))
    free = sum(post.places - post.taken for post, refusals in judged if not refusals)
    return free, () if free else min((refusals for _, refusals in judged), key=len, default=())
