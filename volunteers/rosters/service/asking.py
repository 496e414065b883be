"""Asking for a place where places are asked for, and a supervisor's answer."""

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, DutyState, SignUp, SignUpState
from volunteers.rosters.queries.waiting import Wishes, get_wishes
from volunteers.rosters.rules import THEY
from volunteers.rosters.service.holding import Meeting, Person, hold_people, is_in_scope, may_assign, take_sign_up
from volunteers.rosters.service.judging import raise_any, refusals_of
from volunteers.rosters.service.places_telling import tell, tell_signed_up
from volunteers.rosters.service.places_writing import count_place, end_sign_up, write_sign_up
from volunteers.rosters.service.waiting_offers import is_someone_before

ASKED_ALREADY = Refusal("already_asked", "You have asked for a place on this duty already.")
WAITS = Refusal("waits_already", "You are on the waiting list of this duty. Leave it before you ask for a place.")
ANSWERED = Refusal("answered", "This was answered already, or was taken back. Look at the list again.")
WAITED_FOR = Refusal("waited_for", "Someone on the waiting list comes first, and is being offered this place.")
REASON_NEEDED = Refusal("reason_needed", "Say why not, so that they can be told.")


def write_request(held: Meeting, wishes: Wishes, *, by: Viewer, accepted: bool) -> SignUp:
    """Write down that someone asks for a place, once it is judged that they may have it. It takes no place yet."""
    duty, volunteer = held.duty, held.volunteer
    if wishes.request_id is not None:
        raise Refused(ASKED_ALREADY)
    if wishes.wait_id is not None:
        raise Refused(WAITS)
    request = write_sign_up(
        duty, held.post.id, volunteer.id, state=SignUpState.REQUESTED, by_account=by.account_id, accepted=accepted
    )
    record("asked_for_place", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=volunteer.id)
    tell(MessageKind.PLACE_REQUESTED, held.person, duty, post=held.post.name)
    return request


def approve(sign_up_id: int, *, by: Viewer) -> SignUp:
    """Give someone the place they asked for, judged as they stand now, and tell them.

    Refused by any rule of the roster; ``Conflict`` when no place is left, or it was answered meanwhile.
    """
    request, duty, person = _take(sign_up_id, by)
    raise_any(refusals_of(duty, request.post, request.volunteer_id, to=THEY))
    if is_someone_before(duty, request.post, get_wishes(duty.id, request.volunteer_id), request.volunteer_id):
        raise Conflict(WAITED_FOR)
    confirm(request, duty, person, by=by.account_id)
    return request


def turn_down(sign_up_id: int, *, reason: str, by: Viewer) -> SignUp:
    """Tell someone that they do not get the place they asked for, and why. Refused without a reason."""
    request, duty, person = _take(sign_up_id, by)
    if not reason.strip():
        raise Refused(REASON_NEEDED)
    refuse_request(request, duty, person, reason=reason, by=by.account_id)
    return request


def close_request(sign_up_id: int) -> bool:
    """End a request that nobody answered before the duty began, or was called off; False when it is not so."""
    request = take_sign_up(sign_up_id)
    is_open = request.duty.state is DutyState.PUBLISHED and request.duty.starts_at > clock.now()
    if request.state is not SignUpState.REQUESTED or is_open:
        return False
    end_sign_up(request, SignUpState.TURNED_DOWN, "Nobody answered before the duty began")
    return True


def confirm(request: SignUp, duty: Duty, person: Person, *, by: int | None) -> None:
    """Turn a request into a place. The duty and the volunteer are held."""
    count_place(request.post)
    request.state, request.seen_version = SignUpState.CONFIRMED, duty.version
    record("approved_request", subject="duty", subject_id=duty.id, by=by, volunteer_id=request.volunteer_id)
    tell_signed_up(person, duty, request.post.name)


def refuse_request(
    request: SignUp, duty: Duty, person: Person, *, reason: str, by: int | None, position: int | None = None
) -> None:
    """End a request without a place, and tell them why and, where they wait now, which they are. The duty is held."""
    end_sign_up(request, SignUpState.TURNED_DOWN, reason)
    record("turned_request_down", subject="duty", subject_id=duty.id, by=by, volunteer_id=request.volunteer_id)
    tell(
        MessageKind.REQUEST_TURNED_DOWN, person, duty, post=request.post.name, reason=reason.strip(), position=position
    )


def _take(sign_up_id: int, by: Viewer) -> tuple[SignUp, Duty, Person]:
    """A request with its duty and volunteer held; ``NotFound`` out of scope, ``Conflict`` once it was answered."""
    request = take_sign_up(sign_up_id)
    duty = request.duty
    if not (may_assign(duty, by) and is_in_scope(request.volunteer_id, duty, by)):
        raise NotFound(f"no request {sign_up_id} for this viewer")
    if request.state is not SignUpState.REQUESTED or duty.starts_at <= clock.now():
        raise Conflict(ANSWERED)
    return request, duty, hold_people(request.volunteer_id)[request.volunteer_id]
