"""Which places someone could have for theirs: both of the two could do the duty of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.rosters.models import Duty, DutyState, Handover, HandoverState, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.judging import Reader, cases_for, teams_of
from volunteers.rosters.queries.own import Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import YOU, Team, as_if_free, refusals_to_take
from volunteers.rosters.rules.handovers import SWAP_WITHIN, called, is_child_of_another_unit

# So many of the next places are looked at, and so many shown.
LOOKED_AT, SHOWN = 600, 50


@dataclass(frozen=True)
class Swap:
    """A colleague's place that could be had for one's own. They are named by first name and one letter."""

    sign_up_id: int
    words: DutyWords
    post: str
    name: str


def list_swaps(sign_up_id: int, me: Self) -> list[Swap]:
    """The places of the next 28 days that the holder of a place could swap it for; a fixed number of statements."""
    place = db.session.get_one(SignUp, sign_up_id)
    duty, post = db.session.get_one(Duty, place.duty_id), db.session.get_one(Post, place.post_id)
    rows = _places(duty, me)
    if not rows:
        return []
    reader = Reader.of(me.volunteer_id, [duty.strand], around=(clock.now(), rows[-1].starts_at))
    teams = teams_of({row.id for row in rows})
    mine = [row for row in rows if _could_have(reader, row, teams.get(row.id, Team()), giving_up=duty.id)]
    cases = cases_for(duty, {row.volunteer_id for row in mine}, to=YOU, own_act=False)
    today, own = clock.today(), reader.standings.get(duty.strand)
    found = []
    for row in mine:
        case = cases[row.volunteer_id].giving_up(row.id)
        theirs = case.standing.unit_on(today) if case.standing else None
        if is_child_of_another_unit(duty.strand, own.unit_on(today) if own else None, theirs):
            continue
        if not refusals_to_take(*as_if_free(case, post_facts(post), leaves=me.volunteer_id)):
            found.append(row)
    return [_swap(row) for row in found[:SHOWN]]


def _places(duty: Duty, me: Self) -> Sequence[Any]:
    now = clock.now()
    handed_on = (
        select(Handover.id)
        .where(
            Handover.state == HandoverState.OPEN,
            (Handover.sign_up_id == SignUp.id) | (Handover.other_sign_up_id == SignUp.id),
        )
        .exists()
    )
    return db.session.execute(
        select(
            SignUp.id.label("sign_up_id"), SignUp.volunteer_id, Volunteer.first_name, Volunteer.last_name, *COLUMNS,
            Duty.meeting_place, Post.id.label("post_id"), Post.name, Post.needs, Post.grades, Post.places, Post.taken,
        )
        .select_from(SignUp)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Post, Post.id == SignUp.post_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(
            SignUp.state == SignUpState.CONFIRMED, SignUp.volunteer_id != me.volunteer_id, Duty.strand == duty.strand,
            Duty.id != duty.id, Duty.state == DutyState.PUBLISHED, Duty.starts_at > now,
            Duty.starts_at <= now + SWAP_WITHIN, ~handed_on,
        )
        .order_by(Duty.starts_at, Duty.id, SignUp.id)
        .limit(LOOKED_AT)
    ).all()  # fmt: skip


def _could_have(reader: Reader, row: Any, team: Any, *, giving_up: int) -> bool:
    case = reader.case(duty_facts(row), team, own_act=False).giving_up(giving_up)
    return not refusals_to_take(*as_if_free(case, post_facts(row), leaves=row.volunteer_id))


def _swap(row: Any) -> Swap:
    words = words_of(row.id, row.title, row.area, row.meeting_place, row.starts_at, row.ends_at)
    return Swap(row.sign_up_id, words, row.name, called(row.first_name, row.last_name))
