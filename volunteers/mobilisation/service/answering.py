"""Answering a call: coming until every place is taken, saying that one cannot, and taking a yes back."""

from datetime import datetime

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.mobilisation.queries.answering import get_own
from volunteers.mobilisation.queries.calls import is_over, reach_of
from volunteers.mobilisation.rules import ANSWERS, Answer, CallState, choose_post, forgiven
from volunteers.mobilisation.service.holding import ENDED
from volunteers.people.models import Volunteer
from volunteers.people.queries import digest_of
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, Post, SignUp, SignUpState
from volunteers.rosters.queries import post_facts
from volunteers.rosters.queries.judging import cases_for
from volunteers.rosters.rules import YOU, refusals_by_post
from volunteers.rosters.service.holding import Meeting, Person, hold_duties, hold_people, is_booked_on
from volunteers.rosters.service.places_telling import tell_signed_up
from volunteers.rosters.service.places_writing import end_sign_up, take_place, uncount_place
from volunteers.rosters.service.waiting_offers import place_freed

THERE_ALREADY = Refusal("there_already", "You are booked on duty. Tell whoever leads it if you have to go.")
UNKNOWN = Refusal("unknown_answer", "Choose one of the answers.")
FELL_OUT = "Could not come after all"


def answer_by_link(token: str, *, minutes: int | None) -> Answer:
    """Come in so many minutes, or None: not at all. By the link in the message, which needs no sign-in.

    Coming takes a place by the same guarded count as any other, judged anew by every rule of the roster; when all are
    taken one is in reserve. The same answer twice is one. ``NotFound`` for a link that leads nowhere or whose duty is
    over; refused once the call is closed, save to take a yes back.
    """
    found = db.session.scalar(select(CallRecipient.id).where(CallRecipient.token_digest == digest_of(token)))
    if found is None:
        raise NotFound("no such call")
    return _answer(found, minutes)


def answer_own(call_id: int, *, minutes: int | None, by: Viewer) -> Answer:
    """The same as oneself, signed in."""
    return _answer(get_own(call_id, by).recipient_id, minutes)


def _answer(recipient_id: int, minutes: int | None) -> Answer:
    if minutes is not None and minutes not in ANSWERS:
        raise Refused(UNKNOWN)
    one, call, duty = _hold(recipient_id)
    before, was = one.answer, one.minutes
    if minutes is None:
        _cannot(one, call)
    else:
        _come(one, call, duty, minutes)
    if (before, was) != (one.answer, one.minutes):
        by = db.session.get_one(Volunteer, one.volunteer_id).account_id
        record("answered_call", subject="call", subject_id=call.id, by=by, answer=one.answer.value)
    return one.answer


def _hold(recipient_id: int) -> tuple[CallRecipient, Call, Duty]:
    """Who was asked, the call and the duty, as they stand once the duty is held: answers take turns."""
    number = db.session.scalar(
        select(Call.duty_id).join(CallRecipient, CallRecipient.call_id == Call.id).where(
            CallRecipient.id == recipient_id
        )
    )  # fmt: skip
    duty = hold_duties(number or 0)[number or 0]
    if is_over(duty, clock.now()):
        raise NotFound("no such call")
    one = db.session.get_one(CallRecipient, recipient_id, populate_existing=True)
    return one, db.session.get_one(Call, one.call_id, populate_existing=True), duty


def _come(one: CallRecipient, call: Call, duty: Duty, minutes: int) -> None:
    place = _place_of(one, duty)
    if call.state is not CallState.OPEN and place is None:
        raise Refused(ENDED)
    if place is None:
        place = _take(one, call, duty)
    if place is None:
        _say(one, Answer.TOO_LATE, minutes=minutes)
        return
    one.sign_up_id = place.id
    _say(one, Answer.COMING, minutes=minutes)


def _take(one: CallRecipient, call: Call, duty: Duty) -> SignUp | None:
    """A place on the post that suits best; None where all that they could have are taken."""
    person: Person = hold_people(one.volunteer_id)[one.volunteer_id]
    posts = [post_facts(post) for post in duty.posts]
    case = cases_for(duty, [one.volunteer_id], to=YOU, own_act=False)[one.volunteer_id]
    judged = list(zip(posts, refusals_by_post(case, posts), strict=True))
    choice = choose_post(judged, forgiven(reach_of(call)))
    if choice.is_full:
        return None
    if choice.post_id is None:
        raise Refused(choice.refusals)
    post = db.session.get_one(Post, choice.post_id)
    themself = Viewer(person.volunteer.account_id, person.volunteer.name, frozenset())
    place = take_place(Meeting(duty, post, person), by=themself, accepted=False)
    record(
        "signed_up", subject="duty", subject_id=duty.id, by=themself.account_id, volunteer_id=person.volunteer.id
    )  # fmt: skip
    tell_signed_up(person, duty, post.name)
    return place


def _cannot(one: CallRecipient, call: Call) -> None:
    """A place they have is free again; those who had none just say so."""
    duty = db.session.get_one(Duty, call.duty_id)
    place = _place_of(one, duty)
    if place is None:
        if call.state is CallState.OPEN and one.answer in (Answer.NONE, Answer.TOO_LATE):
            _say(one, Answer.CANNOT)
        return
    if is_booked_on(place.id):
        raise Refused(THERE_ALREADY)
    end_sign_up(place, SignUpState.WITHDRAWN, FELL_OUT)
    post = db.session.get_one(Post, place.post_id)
    uncount_place(post)
    place_freed(post)
    _say(one, Answer.WITHDREW)


def _say(one: CallRecipient, answer: Answer, *, minutes: int | None = None) -> None:
    """Keep the first moment of an answer that is given again as it was."""
    if (one.answer, one.minutes) == (answer, minutes):
        return
    at: datetime = clock.now()
    one.answer, one.minutes, one.answered_at = answer, minutes, at
    db.session.flush()


def _place_of(one: CallRecipient, duty: Duty) -> SignUp | None:
    """The place they have on the duty now, however they came by it."""
    own = (SignUp.duty_id == duty.id, SignUp.volunteer_id == one.volunteer_id)
    return db.session.scalars(
        select(SignUp).where(*own, SignUp.state == SignUpState.CONFIRMED).execution_options(populate_existing=True)
    ).one_or_none()
