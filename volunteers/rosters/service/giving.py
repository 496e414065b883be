"""Giving places that were asked for, once the time for asking is over: to whoever was on duty least, exactly."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.rosters.models import Duty, DutyState, Giving, SignUp, SignUpState, Wait, WaitState
from volunteers.rosters.queries.requests import minutes_on_duty
from volunteers.rosters.queries.waiting import count_waiting
from volunteers.rosters.rules import YOU
from volunteers.rosters.rules.waiting import FAIR_OVER, Request, given_at, in_fair_order
from volunteers.rosters.service.asking import confirm, refuse_request
from volunteers.rosters.service.holding import Person, hold_duties, hold_people
from volunteers.rosters.service.judging import Refusals, refusals_each

FAIRLY = "Every place went to people who were on duty less in the last 90 days, or who asked before you."


def give_places(duty_id: int) -> int:
    """Give the places of a duty to those who asked for them, and tell each what came of it; how many were given.

    Fewest hours on duty in the last 90 days first, then who asked first, each judged with those before them on the
    duty. Whom only the number of places stops waits from then on, in the same order. Before the time, and where
    nothing is given automatically, it does nothing; what is asked later is given as it comes.
    """
    duty = hold_duties(duty_id)[duty_id]
    if not _is_due(duty):
        return 0
    left = _in_order(duty)
    people = hold_people(*(request.volunteer_id for request in left)) if left else {}
    given = _give_in_turn(duty, left, people)
    without = [request for request in left if request not in given]
    refusals = _judged(duty, without)
    for request in without:
        _tell_without(duty, request, people[request.volunteer_id], refusals[request.id])
    return len(given)


def _is_due(duty: Duty) -> bool:
    hours, now = current_force().numbers.duty_withdraw_hours, clock.now()
    due_at = given_at(sign_up_until=duty.sign_up_until, starts_at=duty.starts_at, hours=hours)
    open_to_all = duty.state is DutyState.PUBLISHED and duty.giving is Giving.AUTOMATIC
    return open_to_all and due_at <= now < duty.starts_at


def _in_order(duty: Duty) -> list[SignUp]:
    rows = db.session.scalars(
        select(SignUp)
        .where(SignUp.duty_id == duty.id, SignUp.state == SignUpState.REQUESTED)
        .options(joinedload(SignUp.post, innerjoin=True))
        .execution_options(populate_existing=True)
    )
    found = {one.id: one for one in rows}
    minutes = minutes_on_duty({one.volunteer_id for one in found.values()}, since=clock.now() - FAIR_OVER)
    order = in_fair_order((Request(one.id, one.volunteer_id, one.post_id) for one in found.values()), minutes)
    return [found[request.number] for request in order]


def _give_in_turn(duty: Duty, requests: list[SignUp], people: dict[int, Person]) -> list[SignUp]:
    """Give one place after the other, each to the first who may: who needs company on the duty may have it by then."""
    given: list[SignUp] = []
    left = list(requests)
    while left:
        refusals = _judged(duty, left)
        first = next((one for one in left if not refusals[one.id]), None)
        if first is None:
            break
        confirm(first, duty, people[first.volunteer_id], by=None)
        left.remove(first)
        given.append(first)
    return given


def _judged(duty: Duty, requests: list[SignUp]) -> dict[int, Refusals]:
    """What stands between each request and its place, with a fixed number of statements for each post."""
    found: dict[int, Refusals] = {}
    for post in {one.post_id: one.post for one in requests}.values():
        asking = {one.volunteer_id: one.id for one in requests if one.post_id == post.id}
        for volunteer_id, refusals in refusals_each(duty, post, list(asking), to=YOU).items():
            found[asking[volunteer_id]] = refusals
    return found


def _tell_without(duty: Duty, request: SignUp, person: Person, refusals: Refusals) -> None:
    if [refusal.code for refusal in refusals] != ["full"]:
        reason = " ".join(refusal.message for refusal in refusals if refusal.code != "full")
        refuse_request(request, duty, person, reason=reason, by=None)
        return
    position = count_waiting(duty.id).get(request.post_id, 0) + 1
    refuse_request(request, duty, person, reason=FAIRLY, by=None, position=position)
    db.session.add(
        Wait(
            duty_id=duty.id, post_id=request.post_id, volunteer_id=request.volunteer_id, state=WaitState.WAITING,
            joined_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()
    record("joined_waiting_list", subject="duty", subject_id=duty.id, by=None, volunteer_id=request.volunteer_id)
