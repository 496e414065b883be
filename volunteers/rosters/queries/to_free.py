"""Duties someone is down for and cannot do: on leave, suspended, restricted, too old to be a cadet, or gone by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select, true

from volunteers import clock
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.people.models import ServicePeriod
from volunteers.people.queries import get_standings
from volunteers.people.rules import EndReason, Standing
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import COLUMNS, duty_facts, post_facts
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules import THEY, Case, DutyFacts, PostFacts
from volunteers.rosters.rules.eligibility import refusals_by_service
from volunteers.rosters.rules.statuses import is_operational
from volunteers.strands.queries import get_strand

MOST = 200


@dataclass(frozen=True)
class DutyToFree:
    """A place someone holds, and why they cannot be there; nothing stands in the way where it was not judged."""

    sign_up_id: int
    words: DutyWords
    post: str
    refusals: tuple[Refusal, ...] = ()


def list_to_free(volunteer_id: int, viewer: Viewer) -> list[DutyToFree]:
    """The duties to come, in the viewer's scope, that a volunteer is down for and cannot do as they serve now."""
    rows = _coming(volunteer_id, viewer)
    standings = {
        strand: get_standings([volunteer_id], strand).get(volunteer_id) for strand in {row.strand for row in rows}
    }
    found = []
    for row in rows:
        refusals = _refusals(duty_facts(row), post_facts(row), standings[row.strand])
        if refusals:
            found.append(_line(row, refusals))
    return found


def list_touched(
    volunteer_id: int, viewer: Viewer, *, strand: str, status: str, first: date, last: date | None
) -> list[DutyToFree]:
    """The duties to come that a change of status would close: those of its days, and of a restriction's places."""
    rows = _coming(volunteer_id, viewer, strand)
    return [
        _line(row)
        for row in rows
        if _lies_in(duty_facts(row), first, last)
        and (status != "restricted" or is_operational(duty_facts(row), post_facts(row), get_strand(strand)))
    ]


def is_told(volunteer_id: int) -> bool:
    """Whether a volunteer may be written to: not where their service ended because they died."""
    died = select(ServicePeriod.id).where(
        ServicePeriod.volunteer_id == volunteer_id, ServicePeriod.end_reason == EndReason.DIED
    )
    return db.session.scalar(died.limit(1)) is None


def _coming(volunteer_id: int, viewer: Viewer, strand: str | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    return db.session.execute(
        select(
            SignUp.id.label("sign_up_id"), *COLUMNS, Duty.meeting_place, Post.id.label("post_id"),
            Post.name, Post.needs, Post.grades, Post.places, Post.taken,
        )
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Post, Post.id == SignUp.post_id)
        .where(
            SignUp.volunteer_id == volunteer_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.starts_at > clock.now(),
            viewer.within(Permission.DUTY_ASSIGN, Duty.strand, Duty.area),
            Duty.strand == strand if strand else true(),
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST)
    ).all()  # fmt: skip


def _refusals(facts: DutyFacts, post: PostFacts, standing: Standing | None) -> tuple[Refusal, ...]:
    now = clock.now()
    case = Case(facts, standing, (), get_strand(facts.strand), now, clock.on(now), THEY)
    return tuple(refusals_by_service(case, post))


def _lies_in(facts: DutyFacts, first: date, last: date | None) -> bool:
    return facts.last_on >= first and (last is None or facts.first_on <= last)


def _line(row: Row[*tuple[Any, ...]], refusals: tuple[Refusal, ...] = ()) -> DutyToFree:
    words = words_of(row.id, row.title, row.area, row.meeting_place, row.starts_at, row.ends_at)
    return DutyToFree(row.sign_up_id, words, row.name, refusals)
