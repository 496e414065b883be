"""Handing a place on: a stand-in for someone who cannot make it, and swaps. The holder keeps it until it is taken."""

from volunteers.errors import NotFound, Refusal, Refused
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import Viewer
from volunteers.rosters.models import Handover, HandoverKind, HandoverState, SignUp
from volunteers.rosters.queries.judging import ids_who_may
from volunteers.rosters.rules.handovers import called
from volunteers.rosters.service.handovers_shared import (
    end_handover,
    judge_open,
    judge_own,
    judge_taker,
    leads_nowhere,
    pass_on,
    take_own_place,
    write_handover,
)
from volunteers.rosters.service.holding import own_person, people_of, person_of, take_handover
from volunteers.rosters.service.places_telling import tell, tell_signed_up, tell_supervisors

OWN = Refusal("own_place", "This is your own place.")


def ask_for_stand_in(sign_up_id: int, *, reason: str, by: Viewer) -> Handover:
    """Say that one cannot make it: everyone who may take the place is asked, and the supervisor told why.

    The place stays theirs until someone takes it over, or a supervisor releases them. Refused without a reason, once
    the duty has begun, or while a stand-in or a swap is looked for already.
    """
    place, person = take_own_place(sign_up_id, by)
    judge_own(place, reason=reason)
    duty = place.duty
    handover = write_handover(place, HandoverKind.STAND_IN, reason=reason)
    record("asked_for_stand_in", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=place.volunteer_id)
    tell_supervisors(MessageKind.CANNOT_MAKE_IT, duty, name=person.volunteer.name, reason=reason.strip())
    who_may = ids_who_may(duty, place.post, leaves=place.volunteer_id)
    for one in people_of(who_may):
        tell(
            MessageKind.STAND_IN_WANTED, one, duty, post=place.post.name, path=f"/stand-ins/{handover.id}",
            expires_at=duty.starts_at,
        )  # fmt: skip
    return handover


def take_over(handover_id: int, *, volunteer_id: int, by: Viewer, accepted: bool = False) -> SignUp:
    """Take over the place of someone who cannot make it, judged like any sign-up; exactly one person does.

    ``Conflict`` for everyone who is later than the first, and once the holder keeps it after all.
    """
    handover, place, _ = take_handover(handover_id)
    duty, person = place.duty, own_person(volunteer_id, by)
    if handover.kind is not HandoverKind.STAND_IN:
        raise NotFound(f"no stand-in is wanted by {handover_id}")
    if place.volunteer_id == volunteer_id:
        raise Refused(OWN)
    judge_open(handover, place)
    judge_taker(place, person, accepted=accepted)
    new = pass_on(place, person, by=by, accepted=accepted, reason="Someone stood in")
    end_handover(handover, HandoverState.DONE, taken_by=volunteer_id)
    record("took_place_over", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=volunteer_id)
    tell_signed_up(person, duty, place.post.name)
    by_name = called(person.volunteer.first_name, person.volunteer.last_name)
    tell(MessageKind.PLACE_TAKEN_OVER, person_of(place.volunteer_id), duty, by_name=by_name)
    tell_supervisors(MessageKind.PLACE_CHANGED_HANDS, duty, name=person.volunteer.name, before=place.volunteer.name)
    return new


def take_back(handover_id: int, *, by: Viewer) -> Handover:
    """Keep one's place after all, or want no swap any more. ``Conflict`` once someone has taken it."""
    handover, place, _ = take_handover(handover_id)
    own_person(place.volunteer_id, by)
    if handover.state is HandoverState.TAKEN_BACK:
        return handover
    judge_open(handover, place)
    end_handover(handover, HandoverState.TAKEN_BACK)
    record(
        "took_handover_back", subject="duty", subject_id=place.duty_id, by=by.account_id,
        volunteer_id=place.volunteer_id,
    )  # fmt: skip
    if handover.kind is HandoverKind.STAND_IN:
        tell_supervisors(MessageKind.CAN_MAKE_IT, place.duty, name=place.volunteer.name)
    return handover


def lapse_handover(handover_id: int) -> bool:
    """End what leads nowhere any more: the duty began, was called off, or a place was given up. False when it does."""
    handover, place, other = take_handover(handover_id)
    ends = any(leads_nowhere(each) for each in (place, other) if each is not None)
    if handover.state is not HandoverState.OPEN or not ends:
        return False
    end_handover(handover, HandoverState.LAPSED)
    return True
