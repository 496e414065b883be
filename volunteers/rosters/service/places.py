"""Putting a volunteer on a duty, and taking one off."""

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.waiting import get_wishes
from volunteers.rosters.rules import THEY, YOU, refusals_to_withdraw
from volunteers.rosters.rules.handovers import refusals_to_leave_late
from volunteers.rosters.service.asking import write_request
from volunteers.rosters.service.holding import Meeting, Person, is_booked_on, is_in_scope, is_own, meet, take_own
from volunteers.rosters.service.judging import NOT_ACCEPTED, raise_any, refusals_of
from volunteers.rosters.service.places_telling import tell, tell_signed_up
from volunteers.rosters.service.places_writing import (
    count_place,
    end_sign_up,
    end_wait,
    read_request,
    read_wait,
    take_place,
    uncount_place,
    write_sign_up,
)
from volunteers.rosters.service.waiting_offers import free_offer, is_someone_before, place_freed

IN_LINE = Refusal(
    "waited_for", "Someone has waited for this place longer, and it is being offered to them. Join the waiting list."
)


def assign(duty_id: int, *, post_id: int, volunteer_id: int, by: Viewer, accepted: bool = False) -> SignUp:
    """Give a volunteer a place on a duty: their own act, or a supervisor's for someone in their scope.

    Where places are asked for, their own act is a request. ``accepted``: they said that they read the briefing and the
    risk assessment, which is asked of themselves where the duty wants it. Refused by any rule of the roster, judged on
    the dates of the duty; ``Conflict`` when the last place has gone, or someone else has waited for it longer.
    """
    held = meet(duty_id, post_id, volunteer_id, by=by)
    own = is_own(held.volunteer, by)
    if not own and not is_in_scope(volunteer_id, held.duty, by):
        raise NotFound(f"no volunteer {volunteer_id} for this viewer")
    wishes = get_wishes(duty_id, volunteer_id)
    wait = read_wait(wishes.wait_id)
    is_kept = wait is not None and wait.state is WaitState.OFFERED and wait.post_id == post_id
    _judge(held, own=own, is_kept=is_kept, accepted=accepted)
    if own and held.duty.giving.is_asked_for and not is_kept:
        return write_request(held, wishes, by=by, accepted=accepted)
    if not is_kept and is_someone_before(held.duty, held.post, wishes, volunteer_id):
        raise Conflict(IN_LINE)
    sign_up = _give(held, wishes.request_id, by=by, accepted=own and accepted, is_kept=is_kept)
    if wait is not None:
        _end_turn(wait, post_id)
    record("signed_up", subject="duty", subject_id=duty_id, by=by.account_id, volunteer_id=volunteer_id)
    tell_signed_up(held.person, held.duty, held.post.name)
    return sign_up


def withdraw(sign_up_id: int, *, reason: str, by: Viewer, tell: bool = True) -> SignUp:
    """Take a volunteer off a duty, at their own wish or by a supervisor, free the place, and ``tell`` them.

    What they only asked for is taken back. Refused without a reason, once the duty has begun, when they are booked on
    or off the duty already, and at their own wish when the duty is near: then a stand-in is looked for.
    """
    sign_up, duty, person = take_own(sign_up_id, by)
    own = is_own(person.volunteer, by)
    refusals = refusals_to_withdraw(
        state=sign_up.state, starts_at=duty.starts_at, now=clock.now(), booked_on=is_booked_on(sign_up_id),
        reason=reason,
    )  # fmt: skip
    is_place = sign_up.state is SignUpState.CONFIRMED
    if own and is_place and not refusals:
        hours = current_force().numbers.duty_withdraw_hours
        refusals = refusals_to_leave_late(starts_at=duty.starts_at, now=clock.now(), hours=hours)
    if refusals:
        raise Refused(refusals)
    end_sign_up(sign_up, SignUpState.WITHDRAWN, reason)
    act = "withdrew_from_duty" if is_place else "took_request_back"
    record(act, subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=person.volunteer.id)
    if is_place:
        uncount_place(sign_up.post)
        place_freed(sign_up.post)
    if tell and is_place:
        tell_withdrawn(duty, person, by_themself=own, reason=sign_up.reason or "")
    return sign_up


def tell_withdrawn(duty: Duty, person: Person, *, by_themself: bool, reason: str) -> None:
    """They are not on the duty any more, and why where someone else took them off."""
    tell(MessageKind.WITHDRAWN_FROM_DUTY, person, duty, by_themself=by_themself, reason="" if by_themself else reason)


def accept_briefing(sign_up_id: int, *, by: Viewer) -> SignUp:
    """Note that someone on a duty has read its briefing and risk assessment as they are now. Twice is once."""
    sign_up, duty, person = take_own(sign_up_id, by)
    if not is_own(person.volunteer, by) or sign_up.state is not SignUpState.CONFIRMED:
        raise NotFound(f"no place {sign_up_id} of this viewer")
    if sign_up.accepted_version != duty.version:
        sign_up.accepted_version = duty.version
        record(
            "accepted_briefing", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=person.volunteer.id
        )
    return sign_up


def _end_turn(wait: Wait, post_id: int) -> None:
    """They wait no more: this was the place they waited for, or they have another on the duty."""
    if wait.post_id == post_id:
        end_wait(wait, WaitState.TAKEN)
    elif wait.state is WaitState.OFFERED:
        free_offer(wait, WaitState.LEFT)
    else:
        end_wait(wait, WaitState.LEFT)


def _judge(held: Meeting, *, own: bool, is_kept: bool, accepted: bool) -> None:
    refusals = refusals_of(
        held.duty, held.post, held.volunteer.id, to=YOU if own else THEY, own_act=own and not is_kept, is_kept=is_kept
    )
    raise_any(refusals)
    if own and held.duty.must_accept and not accepted:
        raise Refused(NOT_ACCEPTED)


def _give(held: Meeting, request_id: int | None, *, by: Viewer, accepted: bool, is_kept: bool) -> SignUp:
    """A place: of what they asked for, of what is kept for them, or one that is free."""
    request = read_request(request_id)
    if request is not None:
        if not is_kept:
            count_place(held.post)
        request.state, request.post_id = SignUpState.CONFIRMED, held.post.id
        request.seen_version = held.duty.version
        return request
    if is_kept:
        return write_sign_up(
            held.duty, held.post.id, held.volunteer.id, state=SignUpState.CONFIRMED, by_account=by.account_id,
            accepted=accepted,
        )  # fmt: skip
    return take_place(held, by=by, accepted=accepted)
