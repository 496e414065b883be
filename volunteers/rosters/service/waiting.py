"""Waiting lists: joining, leaving, and answering an offer. The list is in the order in which joining was committed."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.queries import digest_of
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.waiting import get_wishes
from volunteers.rosters.rules import YOU
from volunteers.rosters.service.holding import Person, hold_people, is_own, meet, take_wait
from volunteers.rosters.service.judging import refusals_of
from volunteers.rosters.service.places_telling import tell_signed_up
from volunteers.rosters.service.places_writing import end_wait, write_sign_up
from volunteers.rosters.service.waiting_offers import free_offer, is_someone_before, place_freed

__all__ = ["answer_by_link", "answer_offer", "join_waiting_list", "leave_waiting_list", "place_freed"]

NOT_FULL = Refusal("not_full", "A place has just become free. Look at the duty again and take it.")
WAITS_ALREADY = Refusal("waits_already", "You are on a waiting list of this duty already. Leave that one first.")
OVER = Refusal("offer_over", "This place is not kept for you any more.")


def join_waiting_list(duty_id: int, *, post_id: int, volunteer_id: int, by: Viewer) -> Wait:
    """Put oneself at the end of a post's waiting list. Refused where one could not take a place, or where one is free.

    The duty's row is held, so turns are numbered in the order in which they are committed.
    """
    held = meet(duty_id, post_id, volunteer_id, by=by)
    if not is_own(held.volunteer, by):
        raise NotFound(f"no waiting list of duty {duty_id} for this viewer")
    wishes = get_wishes(duty_id, volunteer_id)
    if wishes.wait_id is not None or wishes.request_id is not None:
        raise Refused(WAITS_ALREADY)
    is_full = held.post.taken >= held.post.places
    if refusals := refusals_of(held.duty, held.post, volunteer_id, to=YOU, own_act=True, is_kept=is_full):
        raise Refused(refusals)
    if not is_full and not is_someone_before(held.duty, held.post, wishes, volunteer_id):
        raise Conflict(NOT_FULL)
    wait = Wait(
        duty_id=duty_id, post_id=post_id, volunteer_id=volunteer_id, state=WaitState.WAITING, joined_at=clock.now()
    )
    db.session.add(wait)
    db.session.flush()
    record("joined_waiting_list", subject="duty", subject_id=duty_id, by=by.account_id, volunteer_id=volunteer_id)
    return wait


def leave_waiting_list(wait_id: int, *, by: Viewer) -> Wait:
    """Leave the list; a place that was kept for them goes to the next. Leaving twice is leaving once."""
    wait, duty, _ = _own(wait_id, by)
    if wait.state is WaitState.OFFERED:
        free_offer(wait, WaitState.DECLINED)
    elif wait.state is WaitState.WAITING:
        end_wait(wait, WaitState.LEFT)
    else:
        return wait
    record("left_waiting_list", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=wait.volunteer_id)
    return wait


def answer_offer(wait_id: int, *, take: bool, by: Viewer) -> SignUp | None:
    """Take the place that is kept for oneself, judged anew, or let it go to the next.

    ``Conflict`` once it is not kept any more; refused by any rule of the roster, and then it stays kept.
    """
    wait, duty, person = _own(wait_id, by)
    if not _is_open(wait, duty):
        raise Conflict(OVER)
    return _answer(wait, duty, person, take=take)


def answer_by_link(token: str, *, take: bool) -> SignUp | None:
    """The same by the link in the message, which needs no sign-in; ``NotFound`` for one that answers nothing."""
    wait_id = db.session.scalar(select(Wait.id).where(Wait.token_digest == digest_of(token)))
    if wait_id is None:
        raise NotFound("no such offer")
    wait, duty = take_wait(wait_id)
    if not _is_open(wait, duty):
        raise NotFound("no such offer")
    return _answer(wait, duty, hold_people(wait.volunteer_id)[wait.volunteer_id], take=take)


def _own(wait_id: int, by: Viewer) -> tuple[Wait, Duty, Person]:
    wait, duty = take_wait(wait_id)
    person = hold_people(wait.volunteer_id)[wait.volunteer_id]
    if not is_own(person.volunteer, by):
        raise NotFound(f"no turn {wait_id} for this viewer")
    return wait, duty, person


def _is_open(wait: Wait, duty: Duty) -> bool:
    in_time = wait.offer_until is not None and wait.offer_until > clock.now()
    return wait.state is WaitState.OFFERED and in_time and duty.state is DutyState.PUBLISHED


def _answer(wait: Wait, duty: Duty, person: Person, *, take: bool) -> SignUp | None:
    account_id, volunteer_id = person.volunteer.account_id, person.volunteer.id
    if not take:
        free_offer(wait, WaitState.DECLINED)
        record("offer_declined", subject="duty", subject_id=duty.id, by=account_id, volunteer_id=volunteer_id)
        return None
    post = db.session.get_one(Post, wait.post_id)
    if refusals := refusals_of(duty, post, volunteer_id, to=YOU, is_kept=True):
        raise Refused(refusals)
    end_wait(wait, WaitState.TAKEN)
    sign_up = write_sign_up(
        duty, post.id, volunteer_id, state=SignUpState.CONFIRMED, by_account=account_id, accepted=False
    )
    record("signed_up", subject="duty", subject_id=duty.id, by=account_id, volunteer_id=volunteer_id)
    tell_signed_up(person, duty, post.name)
    return sign_up
