"""What is for a volunteer to do about duties, and what they wait for themselves: the top of their own page."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import DateTime, Row, cast, literal, null, select, union_all

from volunteers import clock
from volunteers.availability.queries import get_availabilities
from volunteers.extensions import db
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.facts import days_touched
from volunteers.rosters.queries.handovers import SwapOffer, list_swaps_to_answer
from volunteers.rosters.queries.own import OwnDuty, Self
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.queries.waiting import until_words

ASKED, WAITING, OFFERED = "asked", "waiting", "offered"


@dataclass(frozen=True)
class Pending:
    """A duty they asked for, wait for, or are offered a place on until a moment."""

    words: DutyWords
    until: str = ""


@dataclass(frozen=True)
class OwnTasks:
    """What wants an answer of them, and below it what they wait for."""

    offers: tuple[Pending, ...]
    swaps: tuple[SwapOffer, ...]
    changed: tuple[OwnDuty, ...]
    to_read: tuple[OwnDuty, ...]
    asked: tuple[Pending, ...]
    waiting: tuple[Pending, ...]
    handed_on: tuple[OwnDuty, ...]

    @property
    def count(self) -> int:
        return len(self.offers) + len(self.swaps) + len(self.changed) + len(self.to_read)

    def pending_rows(self) -> list[tuple[DutyWords, str]]:
        """What they wait for, each with how."""
        asked = [(one.words, "You asked for a place. A supervisor answers.") for one in self.asked]
        return asked + [(one.words, "You are on the waiting list.") for one in self.waiting]


def list_own_tasks(me: Self, upcoming: tuple[OwnDuty, ...]) -> OwnTasks:
    """Everything of that kind, in two queries beside the duties they have been read for."""
    pending: dict[str, list[Pending]] = {ASKED: [], WAITING: [], OFFERED: []}
    for row in _pending(me):
        pending[row.how].append(_line(row))
    return OwnTasks(
        offers=tuple(pending[OFFERED]),
        swaps=tuple(list_swaps_to_answer(me)),
        changed=tuple(duty for duty in upcoming if duty.must_confirm),
        to_read=tuple(duty for duty in upcoming if duty.must_read and not duty.must_confirm),
        asked=tuple(pending[ASKED]),
        waiting=tuple(pending[WAITING]),
        handed_on=tuple(duty for duty in upcoming if duty.is_handed_on),
    )


def list_while_away(me: Self) -> list[DutyWords]:
    """The duties to come that they have a place on and have since said they are away for; at most three queries."""
    said = get_availabilities([me.volunteer_id]).get(me.volunteer_id)
    if said is None or not any(one.is_away for one in said.exceptions):
        return []
    shown = (Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at)
    rows = db.session.execute(
        select(*shown)
        .join(SignUp, SignUp.duty_id == Duty.id)
        .where(
            SignUp.volunteer_id == me.volunteer_id, SignUp.state == SignUpState.CONFIRMED,
            Duty.state == DutyState.PUBLISHED, Duty.starts_at > clock.now(),
        )
        .order_by(Duty.starts_at, Duty.id)
    )  # fmt: skip
    return [words_of(*row) for row in rows if said.away(*days_touched(row.starts_at, row.ends_at))]


def _pending(me: Self) -> list[Row[*tuple[Any, ...]]]:
    """Requests and turns on waiting lists. An offer whose time is over is not theirs to answer any more."""
    now = clock.now()
    shown = (Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.starts_at, Duty.ends_at)
    to_come = (Duty.state == DutyState.PUBLISHED, Duty.starts_at > now)
    asked = (
        select(*shown, literal(ASKED).label("how"), cast(null(), DateTime(timezone=True)).label("until"))
        .join(SignUp, SignUp.duty_id == Duty.id)
        .where(SignUp.volunteer_id == me.volunteer_id, SignUp.state == SignUpState.REQUESTED, *to_come)
    )
    waits = (
        select(*shown, literal(WAITING), cast(null(), DateTime(timezone=True)))
        .join(Wait, Wait.duty_id == Duty.id)
        .where(Wait.volunteer_id == me.volunteer_id, Wait.state == WaitState.WAITING, *to_come)
    )
    offers = (
        select(*shown, literal(OFFERED).label("how"), Wait.offer_until.label("until"))
        .join(Wait, Wait.duty_id == Duty.id)
        .where(Wait.volunteer_id == me.volunteer_id, Wait.state == WaitState.OFFERED, Wait.offer_until > now, *to_come)
    )
    both = union_all(offers, asked, waits).subquery()
    return list(db.session.execute(select(both).order_by(both.c.starts_at, both.c.id)))


def _line(row: Row[*tuple[Any, ...]]) -> Pending:
    words = words_of(row.id, row.title, row.area, row.meeting_place, row.starts_at, row.ends_at)
    return Pending(words, until_words(row.until) if row.until else "")
