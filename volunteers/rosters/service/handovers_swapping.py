"""Swapping places with a colleague: offered to one person, both judged when it is offered and again when it is done."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.people.queries import get_standings
from volunteers.permissions import Viewer
from volunteers.rosters.models import Handover, HandoverKind, HandoverState, SignUp, SignUpState
from volunteers.rosters.rules import YOU
from volunteers.rosters.rules.handovers import called, is_child_of_another_unit, may_be_swapped
from volunteers.rosters.service.handovers_shared import (
    end_handover,
    hold_both,
    judge_is,
    judge_open,
    judge_own,
    pass_on,
    write_handover,
)
from volunteers.rosters.service.holding import Person, hold_duties, reread, take_handover
from volunteers.rosters.service.judging import NOT_ACCEPTED, refusals_of
from volunteers.rosters.service.places_telling import tell, tell_supervisors
from volunteers.rosters.service.places_writing import end_sign_up

GONE = Refusal("swap_gone", "That place cannot be swapped any more. Look at the list again.")
THEY_CANNOT = Refusal(
    "colleague", "Your colleague cannot do the other duty as things stand now, so no swap can be made."
)
REASON = "Swapped with a colleague"


def offer_swap(sign_up_id: int, *, other_sign_up_id: int, by: Viewer) -> Handover:
    """Offer one's place to a colleague for theirs. Refused unless each of the two could do the other's duty.

    ``NotFound`` for a place that the list of swaps would not show: of another strand, of a cadet of another unit.
    """
    place, other = _hold(sign_up_id, other_sign_up_id)
    mine, theirs = hold_both(place, other)
    judge_is(mine, by)
    judge_own(place, reason=None)
    _judge_pair(place, other)
    _judge_both(place, mine, other, theirs, to_mine=True)
    handover = write_handover(place, HandoverKind.SWAP, reason="", other=other)
    record("offered_swap", subject="duty", subject_id=place.duty_id, by=by.account_id, volunteer_id=place.volunteer_id)
    tell(
        MessageKind.SWAP_OFFERED, theirs, other.duty, from_name=_called(mine),
        path=f"/swaps/{handover.id}", expires_at=min(place.duty.starts_at, other.duty.starts_at),
    )  # fmt: skip
    return handover


def answer_swap(handover_id: int, *, take: bool, by: Viewer, accepted: bool = False) -> Handover:
    """Take or decline the swap one was offered: both places change hands in one transaction, or neither does.

    Both are judged anew. ``Conflict`` once it is not offered any more.
    """
    handover, place, other = take_handover(handover_id)
    if other is None:
        raise NotFound(f"no swap {handover_id}")
    mine, theirs = hold_both(place, other)
    judge_is(theirs, by)
    judge_open(handover, place)
    if not take:
        return _end(handover, HandoverState.DECLINED, place, mine, theirs, by)
    if other.state is not SignUpState.CONFIRMED or other.duty.starts_at <= clock.now():
        raise Refused(GONE)
    _judge_both(place, mine, other, theirs, to_mine=False)
    if place.duty.must_accept and not accepted:
        raise Refused(NOT_ACCEPTED)
    # Both are ended before either is written: each may be at the time of the other's other duties.
    for each in (place, other):
        end_sign_up(each, SignUpState.WITHDRAWN, REASON)
    pass_on(place, theirs, by=by, accepted=accepted, reason=REASON)
    pass_on(other, mine, by=by, accepted=False, reason=REASON)
    for duty, new, old in ((place.duty, theirs, mine), (other.duty, mine, theirs)):
        tell_supervisors(
            MessageKind.PLACE_CHANGED_HANDS, duty, name=new.volunteer.name, before=old.volunteer.name
        )  # fmt: skip
    return _end(handover, HandoverState.DONE, place, mine, theirs, by)


def _hold(sign_up_id: int, other_sign_up_id: int) -> tuple[SignUp, SignUp]:
    """Two places with their duties held; ``NotFound`` when one is not there."""
    ids = db.session.scalars(select(SignUp.duty_id).where(SignUp.id.in_([sign_up_id, other_sign_up_id]))).all()
    if len(ids) != len({sign_up_id, other_sign_up_id}):
        raise NotFound(f"no places {sign_up_id} and {other_sign_up_id}")
    hold_duties(*ids)
    return reread(sign_up_id), reread(other_sign_up_id)


def _judge_pair(place: SignUp, other: SignUp) -> None:
    """``NotFound`` for what no list of swaps shows; ``Conflict`` for a place that was given up meanwhile."""
    standings = get_standings([place.volunteer_id, other.volunteer_id], place.duty.strand)
    today = clock.today()
    units = [standings[one.volunteer_id].unit_on(today) for one in (place, other)]
    strange = is_child_of_another_unit(place.duty.strand, *units)
    if place.duty_id == other.duty_id or place.duty.strand != other.duty.strand or strange:
        raise NotFound(f"no swap of {place.id} and {other.id}")
    if not may_be_swapped(
        state=other.state, duty_state=other.duty.state, starts_at=other.duty.starts_at, now=clock.now()
    ):
        raise Conflict(GONE)


def _judge_both(place: SignUp, mine: Person, other: SignUp, theirs: Person, *, to_mine: bool) -> None:
    """Raise what stands in the way: why, of the one who acts; of their colleague only that they cannot."""
    for_mine = refusals_of(
        other.duty, other.post, mine.volunteer.id, to=YOU, leaving=other.volunteer_id, instead_of=place.duty_id
    )
    for_theirs = refusals_of(
        place.duty, place.post, theirs.volunteer.id, to=YOU, leaving=place.volunteer_id, instead_of=other.duty_id
    )
    own, colleagues = (for_mine, for_theirs) if to_mine else (for_theirs, for_mine)
    if own or colleagues:
        raise Refused([*own, *([THEY_CANNOT] if colleagues else [])])


def _called(person: Person) -> str:
    return called(person.volunteer.first_name, person.volunteer.last_name)


def _end(handover: Handover, state: HandoverState, place: SignUp, mine: Person, theirs: Person, by: Viewer) -> Handover:
    is_done = state is HandoverState.DONE
    end_handover(handover, state, taken_by=theirs.volunteer.id if is_done else None)
    act = "swapped_places" if is_done else "declined_swap"
    record(act, subject="duty", subject_id=place.duty_id, by=by.account_id, volunteer_id=theirs.volunteer.id)
    tell(
        MessageKind.SWAP_ANSWERED, mine, place.duty, by_name=_called(theirs), is_done=is_done,
        path="/my-duties",
    )  # fmt: skip
    return handover
