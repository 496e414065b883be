"""Accepting a proposal, whole or in part: everything of it judged anew, as things are now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, Filling, FillingPlace, SignUpState
from volunteers.rosters.queries.board import minimum_of
from volunteers.rosters.queries.filling_world import links_of
from volunteers.rosters.queries.judging import NOBODY, cases_for, teams_of
from volunteers.rosters.rules import THEY
from volunteers.rosters.rules.eligibility import notes_of
from volunteers.rosters.rules.filling import MOST_AT_ONCE, FillingState, PlaceState, refusals_to_run
from volunteers.rosters.rules.team import may_be_alone
from volunteers.rosters.service.filling import STALE, hold_filling
from volunteers.rosters.service.holding import hold_duties, hold_people
from volunteers.rosters.service.places import assign
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import attempt

NOTHING = Refusal("nothing_chosen", "Choose at least one person to put on a duty.")
TOO_MANY = Refusal("too_many", f"Accept at most {MOST_AT_ONCE} places at once.")
OWN = Refusal("own_place", "Someone else gives the places on this duty, so you cannot put yourself on it.")
TAKEN_AWAY = "This post has been taken off the duty since."
GIVEN_UP = "They have given up a place on this duty, or were not given one, since."
GONE = "They do not serve where you look after volunteers any more."


@dataclass(frozen=True)
class Accepted:
    """What came of accepting: the places (of the proposal) that people have now, and why the others were refused."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Place:
    """A place as it is to be given. A plain value: what was given may have to be taken back."""

    id: int
    duty_id: int
    post_id: int | None
    volunteer_id: int
    is_alone: bool


def accept(filling_id: int, place_ids: Collection[int], *, version: int, by: Viewer) -> Accepted:
    """Put those of a proposal who were chosen on their duties, each judged now and told as by ``assign``.

    Who may not any more is refused in the roster's words and stays shown; the others are accepted all the same. Of a
    duty that could then not run, nobody is accepted. ``Conflict`` when the proposal was changed since it was looked at;
    refused when nothing or too much is chosen.
    """
    if not place_ids or len(set(place_ids)) > MOST_AT_ONCE:
        raise Refused(TOO_MANY if place_ids else NOTHING)
    filling = hold_filling(filling_id, by)
    if filling.state is not FillingState.READY or filling.version != version:
        raise Conflict(STALE)
    rows = _chosen(filling, set(place_ids))
    refused: dict[int, str] = {}
    for duty, places in _by_duty(filling, rows):
        refused |= _accept(duty, places, by)
    _note(filling, rows.values(), refused, by)
    return Accepted(tuple(one for one in rows if one not in refused), tuple(refused.items()))


def _chosen(filling: Filling, place_ids: set[int]) -> dict[int, FillingPlace]:
    """The places, by duty and number; ``Conflict`` when one is no part of it, or cannot be accepted any more."""
    wanted = select(FillingPlace).where(FillingPlace.filling_id == filling.id, FillingPlace.id.in_(place_ids))
    rows = db.session.scalars(wanted.order_by(FillingPlace.id).execution_options(populate_existing=True)).all()
    if len(rows) != len(place_ids) or not all(one.state.is_open for one in rows):
        raise Conflict(STALE)
    return {one.id: one for one in rows}


def _by_duty(filling: Filling, rows: dict[int, FillingPlace]) -> Iterator[tuple[Duty, Sequence[_Place]]]:
    """Duties in order of time, all held, and then everyone who is to be on them, so that nobody waits for another
    in a ring. Those who may be on duty alone come first: the others need them there.
    """
    strand = get_strand(filling.strand)
    duties = hold_duties(*{one.duty_id for one in rows.values()})
    hold_people(*{one.volunteer_id for one in rows.values()})
    places = sorted(
        (
            _Place(one.id, one.duty_id, one.post_id, one.volunteer_id, may_be_alone(one.grade, strand))
            for one in rows.values()
        ),
        key=lambda one: (not one.is_alone, one.id),
    )
    for duty in sorted(duties.values(), key=lambda duty: (duty.starts_at, duty.id)):
        yield duty, [one for one in places if one.duty_id == duty.id]


def _accept(duty: Duty, places: Sequence[_Place], by: Viewer) -> dict[int, str]:
    """Put these on a duty: who could not be and why, by place. All or none of them where it could not run else."""
    duty_id, refused = duty.id, dict[int, str]()
    try:
        with attempt():
            meanwhile = _since_proposed(duty, [one.volunteer_id for one in places])
            for one in places:
                if words := meanwhile.get(one.volunteer_id) or _put(one, by):
                    refused[one.id] = words
            if len(refused) < len(places):
                _check_runs(duty_id)
    except Refused as fault:
        why = _words(fault)
        refused |= {one.id: why for one in places if one.id not in refused}
    return refused


def _since_proposed(duty: Duty, volunteer_ids: Collection[int]) -> dict[int, str]:
    """What a supervisor may pass over by hand and no computation may: who has given the duty up or said no to it, and
    whose usual times it lies outside, as when it was moved."""
    gone = {volunteer_id for volunteer_id, _ in links_of([duty.id]).gone}
    cases = cases_for(duty, volunteer_ids, to=THEY)
    found = {one: " ".join(notes_of(case)) for one, case in cases.items()}
    return found | {one: GIVEN_UP for one in volunteer_ids if one in gone}


def _put(one: _Place, by: Viewer) -> str:
    """Put someone on a duty; what stands in the way, if anything does."""
    if one.post_id is None:
        return TAKEN_AWAY
    try:
        with attempt():
            given = assign(one.duty_id, post_id=one.post_id, volunteer_id=one.volunteer_id, by=by)
            if given.state is not SignUpState.CONFIRMED:
                raise Refused(OWN)
    except Refused as fault:
        return _words(fault)
    except NotFound:
        return GONE
    return ""


def _check_runs(duty_id: int) -> None:
    duty, team = db.session.get_one(Duty, duty_id), teams_of([duty_id]).get(duty_id, NOBODY)
    refusals = list(
        refusals_to_run(
            on_it=len(team.members), minimum=minimum_of(get_strand(duty.strand), duty.minimum_to_run),
            needs_independent=duty.needs_independent, has_independent=team.has_lone(),
        )
    )  # fmt: skip
    if refusals:
        raise Refused(refusals)


def _note(filling: Filling, rows: Collection[FillingPlace], refused: dict[int, str], by: Viewer) -> None:
    """What became of each place stays with the proposal."""
    now = clock.now()
    for one in rows:
        one.refusal = refused.get(one.id, "")
        if one.refusal:
            one.state = PlaceState.REFUSED
        else:
            one.state, one.accepted_at, one.accepted_by_id = PlaceState.ACCEPTED, now, by.account_id
    filling.version += 1
    record(
        "accepted_filling", subject="filling", subject_id=filling.id, by=by.account_id,
        places=len(rows) - len(refused), refused=len(refused),
    )  # fmt: skip


def _words(fault: Refused) -> str:
    return " ".join(refusal.message for refusal in fault.refusals)
