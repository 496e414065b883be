"""What stand-ins and swaps share. Whoever calls these holds the duties."""

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, Handover, HandoverKind, HandoverState, SignUp, SignUpState, WaitState
from volunteers.rosters.queries.handovers import find_open_handover
from volunteers.rosters.queries.waiting import get_wishes
from volunteers.rosters.rules import YOU
from volunteers.rosters.rules.handovers import REASON_NEEDED, refusals_to_hand_over, refusals_to_take_over
from volunteers.rosters.service.holding import Person, hold_people, is_booked_on, is_own, own_person, take_sign_up
from volunteers.rosters.service.judging import NOT_ACCEPTED, refusals_of
from volunteers.rosters.service.places_writing import end_sign_up, end_wait, read_request, read_wait, write_sign_up
from volunteers.rosters.service.waiting_offers import free_offer


def take_own_place(sign_up_id: int, by: Viewer) -> tuple[SignUp, Person]:
    """One's own place with its duty and oneself held; ``NotFound`` for that of anyone else."""
    place = take_sign_up(sign_up_id)
    return place, own_person(place.volunteer_id, by)


def judge_own(place: SignUp, *, reason: str | None) -> None:
    """Raise what stops one's place from being handed on."""
    refusals = refusals_to_hand_over(
        state=place.state, duty_state=place.duty.state, starts_at=place.duty.starts_at, now=clock.now(),
        booked_on=is_booked_on(place.id), is_open=find_open_handover(place.id) is not None,
    )  # fmt: skip
    if not refusals and reason is not None and not reason.strip():
        refusals = [REASON_NEEDED]
    if refusals:
        raise Refused(refusals)


def judge_open(handover: Handover, place: SignUp) -> None:
    """``Conflict`` when a place is not handed on any more."""
    state = handover.state if place.state is SignUpState.CONFIRMED or handover.state is HandoverState.DONE else None
    refusals = refusals_to_take_over(
        state=state or HandoverState.LAPSED, starts_at=place.duty.starts_at, now=clock.now()
    )
    if refusals:
        raise Conflict(refusals)


def judge_taker(place: SignUp, person: Person, *, accepted: bool, instead_of: int | None = None) -> None:
    """Raise what stands between someone and a place that is handed on to them."""
    refusals = refusals_of(
        place.duty, place.post, person.volunteer.id, to=YOU, leaving=place.volunteer_id, instead_of=instead_of
    )
    if not refusals and place.duty.must_accept and not accepted:
        refusals = (NOT_ACCEPTED,)
    if refusals:
        raise Refused(refusals)


def pass_on(place: SignUp, person: Person, *, by: Viewer, accepted: bool, reason: str) -> SignUp:
    """End a place and write the same for someone else, in which the count does not change."""
    volunteer_id = person.volunteer.id
    if place.state is SignUpState.CONFIRMED:
        end_sign_up(place, SignUpState.WITHDRAWN, reason)
    _end_other_wishes(place.duty, volunteer_id)
    return write_sign_up(
        place.duty, place.post_id, volunteer_id, state=SignUpState.CONFIRMED, by_account=by.account_id,
        accepted=accepted,
    )  # fmt: skip


def write_handover(place: SignUp, kind: HandoverKind, *, reason: str, other: SignUp | None = None) -> Handover:
    """Someone looks for a stand-in, or offers a swap."""
    handover = Handover(
        kind=kind, sign_up_id=place.id, reason=reason.strip(), state=HandoverState.OPEN, asked_at=clock.now(),
        to_volunteer_id=other.volunteer_id if other else None, other_sign_up_id=other.id if other else None,
    )  # fmt: skip
    db.session.add(handover)
    db.session.flush()
    return handover


def end_handover(handover: Handover, state: HandoverState, *, taken_by: int | None = None) -> None:
    """Say what came of it, whatever ending the place made of it a moment ago."""
    db.session.refresh(handover)
    handover.state, handover.ended_at, handover.taken_by_id = state, clock.now(), taken_by
    db.session.flush()


def hold_both(place: SignUp, other: SignUp) -> tuple[Person, Person]:
    """The two who swap."""
    people = hold_people(place.volunteer_id, other.volunteer_id)
    return people[place.volunteer_id], people[other.volunteer_id]


def judge_is(person: Person, by: Viewer) -> None:
    """``NotFound`` unless this person acts."""
    if not is_own(person.volunteer, by):
        raise NotFound("not for this viewer")


def leads_nowhere(place: SignUp) -> bool:
    """Whether a place cannot be handed on any more, whatever its holder wishes."""
    return refusals_to_hand_over(
        state=place.state, duty_state=place.duty.state, starts_at=place.duty.starts_at, now=clock.now(),
        booked_on=False, is_open=False,
    ) != []  # fmt: skip


def _end_other_wishes(duty: Duty, volunteer_id: int) -> None:
    """Who has a place on a duty neither asks nor waits for another one on it."""
    wishes = get_wishes(duty.id, volunteer_id)
    request, wait = read_request(wishes.request_id), read_wait(wishes.wait_id)
    if request is not None:
        end_sign_up(request, SignUpState.WITHDRAWN, "They have another place on this duty")
    if wait is not None and wait.state is WaitState.OFFERED:
        free_offer(wait, WaitState.LEFT)
    elif wait is not None:
        end_wait(wait, WaitState.LEFT)
