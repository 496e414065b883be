"""The proposal of a filling, duty by duty: who is proposed and why, what was refused, and which places stay empty."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.extensions import db
from volunteers.rosters.models import (
    Duty,
    DutyState,
    Filling,
    FillingGap,
    FillingPlace,
    Post,
    SignUp,
    SignUpState,
)
from volunteers.rosters.queries.board import minimum_of
from volunteers.rosters.queries.facts import names_of
from volunteers.rosters.queries.rows import DutyWords, words_of
from volunteers.rosters.rules.filling import REASON_CODES, PlaceState
from volunteers.rosters.solver.solution import Reason
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand

TAKEN_AWAY = "A post that was taken off the duty"


@dataclass(frozen=True)
class ProposedPlace:
    """Someone proposed for a place, and why them: what they hold of what it asks, their hours, their way.

    Hours are of the months in which the days lie, before the proposal and with the whole of it, beside what the strand
    asks in those months (0 where it asks no number). ``kilometres`` is None where either end is not known.
    ``refusal`` says why it could not be accepted, in the roster's own words. ``post_id`` is None once the post was
    taken off the duty.
    """

    id: int
    post_id: int | None
    post: str
    volunteer_id: int
    name: str
    grade: str | None
    qualifications: tuple[str, ...]
    hours_before: float
    hours_after: float
    commitment_hours: float
    kilometres: float | None
    is_unsaid: bool
    state: PlaceState
    refusal: str

    @property
    def is_open(self) -> bool:
        """Whether it can be ticked."""
        return self.state.is_open


@dataclass(frozen=True)
class EmptyPlace:
    """Places of a post that nobody was found for, with every reason, the one that alone stops most people first.

    ``promised`` are places left alone, because someone waits for them or has asked for them. The codes are
    ``rules.filling.REASON_CODES``.
    """

    post_id: int
    post: str
    asks: tuple[str, ...]
    places: int
    promised: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class FilledDuty:
    """A duty of a proposal. ``confirmed`` are on it now, whoever put them there; ``capacity`` is all its places.

    ``changed`` says in a few words what has become of the duty meanwhile where nothing of it can be accepted any more:
    it was cancelled, or has begun. Empty otherwise.
    """

    id: int
    words: DutyWords
    on: date
    starts_at: datetime
    unit: str | None
    confirmed: int
    capacity: int
    minimum: int
    changed: str
    proposed: tuple[ProposedPlace, ...]
    empty: tuple[EmptyPlace, ...]

    @property
    def open(self) -> tuple[ProposedPlace, ...]:
        """The places that can be ticked."""
        return () if self.changed else tuple(one for one in self.proposed if one.is_open)


@dataclass(frozen=True)
class Totals:
    """Places in numbers. ``proposed`` is all that was ever proposed, however it ended; ``open`` may be accepted."""

    duties: int
    proposed: int
    accepted: int
    refused: int
    left: int
    open: int
    empty: int
    promised: int


def list_filled(filling: Filling) -> list[FilledDuty]:
    """The duties of a proposal in order of time; a fixed number of statements."""
    places, gaps = _places(filling.id), _gaps(filling.id)
    duties = _duties({*places, *gaps})
    on = _confirmed(set(duties))
    strand = get_strand(filling.strand)
    return [_duty(duty, strand, places.get(duty.id, ()), gaps.get(duty.id, ()), on) for duty in duties.values()]


def totals_of(duties: Iterable[FilledDuty]) -> Totals:
    """The whole of it in numbers."""
    duties = list(duties)
    places = [one for duty in duties for one in duty.proposed]
    gaps = [one for duty in duties for one in duty.empty]
    states = [one.state for one in places]
    return Totals(
        len(duties), len(places), states.count(PlaceState.ACCEPTED), states.count(PlaceState.REFUSED),
        states.count(PlaceState.LEFT), sum(len(duty.open) for duty in duties), sum(one.places for one in gaps),
        sum(one.promised for one in gaps),
    )  # fmt: skip


def _places(filling_id: int) -> Mapping[int, Sequence[FillingPlace]]:
    found: dict[int, list[FillingPlace]] = defaultdict(list)
    rows = db.session.scalars(
        select(FillingPlace)
        .where(FillingPlace.filling_id == filling_id)
        .options(joinedload(FillingPlace.post), joinedload(FillingPlace.volunteer, innerjoin=True))
        .order_by(FillingPlace.post_id, FillingPlace.id)
        .execution_options(populate_existing=True)
    )
    for one in rows:
        found[one.duty_id].append(one)
    return found


def _gaps(filling_id: int) -> Mapping[int, Sequence[FillingGap]]:
    found: dict[int, list[FillingGap]] = defaultdict(list)
    rows = db.session.scalars(
        select(FillingGap)
        .where(FillingGap.filling_id == filling_id)
        .options(joinedload(FillingGap.post, innerjoin=True))
        .order_by(FillingGap.post_id)
        .execution_options(populate_existing=True)
    )
    for one in rows:
        found[one.duty_id].append(one)
    return found


def _duties(duty_ids: set[int]) -> dict[int, Duty]:
    rows = db.session.scalars(
        select(Duty)
        .where(Duty.id.in_(duty_ids))
        .options(joinedload(Duty.unit))
        .order_by(Duty.starts_at, Duty.id)
        .execution_options(populate_existing=True)
    )
    return {duty.id: duty for duty in rows}


def _confirmed(duty_ids: set[int]) -> Mapping[int, tuple[int, int]]:
    """How many are on each of these duties now, and how many places it has; one statement."""
    on = (
        select(SignUp.duty_id, func.count().label("people"))
        .where(SignUp.duty_id.in_(duty_ids), SignUp.state == SignUpState.CONFIRMED)
        .group_by(SignUp.duty_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Post.duty_id, func.coalesce(func.max(on.c.people), 0), func.sum(Post.places))
        .outerjoin(on, on.c.duty_id == Post.duty_id)
        .where(Post.duty_id.in_(duty_ids))
        .group_by(Post.duty_id)
    )
    return {duty_id: (int(people), int(places)) for duty_id, people, places in rows}


def _duty(
    duty: Duty, strand: Strand, places: Sequence[FillingPlace], gaps: Sequence[FillingGap],
    on: Mapping[int, tuple[int, int]],
) -> FilledDuty:  # fmt: skip
    confirmed, capacity = on.get(duty.id, (0, 0))
    return FilledDuty(
        duty.id, words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at),
        clock.on(duty.starts_at), duty.starts_at, duty.unit.name if duty.unit else None, confirmed, capacity,
        minimum_of(strand, duty.minimum_to_run), _changed(duty), tuple(_proposed(one, strand) for one in places),
        tuple(_empty(one, strand) for one in gaps),
    )  # fmt: skip


def _changed(duty: Duty) -> str:
    if duty.state is not DutyState.PUBLISHED:
        return "This duty has been cancelled since." if duty.state is DutyState.CANCELLED else "This duty is a draft."
    return "This duty has begun since." if duty.starts_at <= clock.now() else ""


def _proposed(one: FillingPlace, strand: Strand) -> ProposedPlace:
    grade = next((grade.name for grade in strand.grades if grade.code == one.grade), None)
    return ProposedPlace(
        one.id, one.post_id, one.post.name if one.post else TAKEN_AWAY, one.volunteer_id, one.volunteer.name, grade,
        names_of(one.post.needs) if one.post else (),
        one.hours_before, one.hours_after, one.commitment_hours, one.kilometres, one.is_unsaid, one.state, one.refusal,
    )  # fmt: skip


def _empty(one: FillingGap, strand: Strand) -> EmptyPlace:
    grades = [grade.name for grade in strand.grades if grade.code in one.post.grades]
    asks = ([" or ".join(grades)] if grades else []) + list(names_of(one.post.needs))
    known = (each for each in one.reasons if each["code"] in REASON_CODES)
    reasons = tuple(Reason(each["code"], each["volunteers"], each["volunteers_only"]) for each in known)
    return EmptyPlace(one.post_id, one.post.name, tuple(asks), one.places, one.promised, reasons)
