"""Putting a volunteer on a duty, and taking one off."""

from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import Range

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account, Volunteer
from volunteers.people.queries import get_standings
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries import facts_of, list_engagements, post_facts
from volunteers.rosters.rules import THEY, YOU, Case, refusals_to_take, refusals_to_withdraw
from volunteers.rosters.service.telling import is_adult, particulars_of
from volunteers.strands.queries import get_strand

JUST_GONE = Refusal("full", "That place has just gone. Choose another post or another duty.")


@dataclass(frozen=True)
class _Meeting:
    """A duty, one of its posts and a volunteer, held until the end of the transaction."""

    duty: Duty
    post: Post
    volunteer: Volunteer
    email: str


def assign(duty_id: int, *, post_id: int, volunteer_id: int, by: Viewer) -> SignUp:
    """Give a volunteer a place on a duty: their own act, or a supervisor's for someone in their scope.

    Refused by any rule of the roster, judged on the dates of the duty; ``Conflict`` when the last place has gone.
    """
    held = _lock(duty_id, post_id, volunteer_id, by)
    _judge(held, by)
    sign_up = _take_place(held, by)
    record("signed_up", subject="duty", subject_id=duty_id, by=by.account_id, volunteer_id=volunteer_id)
    notify(
        MessageKind.SIGNED_UP, to=held.email, account_id=held.volunteer.account_id, subject=("duty", duty_id),
        expires_at=held.duty.ends_at, to_adult=is_adult(held.volunteer), of_strand=held.duty.strand,
        post=held.post.name, **particulars_of(held.duty),
    )  # fmt: skip
    return sign_up


def withdraw(sign_up_id: int, *, reason: str, by: Viewer, tell: bool = True) -> SignUp:
    """Take a volunteer off a duty, at their own wish or by a supervisor, free the place, and ``tell`` them.

    Refused without a reason, once the duty has begun, or when they are booked on or off the duty already.
    """
    sign_up, duty, volunteer, email = _lock_sign_up(sign_up_id, by)
    booked_on = db.session.scalars(select(Attendance.id).where(Attendance.sign_up_id == sign_up_id)).first() is not None
    refusals = refusals_to_withdraw(
        state=sign_up.state, starts_at=duty.starts_at, now=clock.now(), booked_on=booked_on, reason=reason
    )
    if refusals:
        raise Refused(refusals)
    sign_up.state, sign_up.withdrawn_at, sign_up.reason = SignUpState.WITHDRAWN, clock.now(), reason.strip()
    db.session.execute(update(Post).where(Post.id == sign_up.post_id).values(taken=Post.taken - 1))
    record("withdrew_from_duty", subject="duty", subject_id=duty.id, by=by.account_id, volunteer_id=volunteer.id)
    if tell:
        _tell_withdrawn(duty, volunteer, email, by)
    return sign_up


def _tell_withdrawn(duty: Duty, volunteer: Volunteer, email: str, by: Viewer) -> None:
    notify(
        MessageKind.WITHDRAWN_FROM_DUTY, to=email, account_id=volunteer.account_id, subject=("duty", duty.id),
        expires_at=duty.ends_at, to_adult=is_adult(volunteer), of_strand=duty.strand,
        by_themself=by.account_id == volunteer.account_id, **particulars_of(duty),
    )  # fmt: skip


def _lock(duty_id: int, post_id: int, volunteer_id: int, by: Viewer) -> _Meeting:
    """Hold all three rows: the duty and post against others, the volunteer against themself on another duty."""
    found = db.session.execute(
        select(Duty, Post, Volunteer, Account.email)
        .join(Post, Post.duty_id == Duty.id)
        .join(Volunteer, Volunteer.id == volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Duty.id == duty_id, Post.id == post_id)
        .with_for_update(of=(Duty, Post, Volunteer), key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no post {post_id} on duty {duty_id}, or no volunteer {volunteer_id}")
    held = _Meeting(*found)
    own = held.volunteer.account_id == by.account_id and by.may(Permission.DUTY_BOOK)
    if not (own and held.duty.state is not DutyState.DRAFT) and not _may_assign(by, held.duty):
        raise NotFound(f"no duty {duty_id} for this viewer")
    return held


def _may_assign(by: Viewer, duty: Duty) -> bool:
    return by.may_in(Permission.DUTY_ASSIGN, duty.strand, duty.area)


def _judge(held: _Meeting, by: Viewer) -> None:
    duty, post, volunteer = held.duty, held.post, held.volunteer
    standing = get_standings([volunteer.id], duty.strand).get(volunteer.id)
    own = volunteer.account_id == by.account_id
    if not own and (standing is None or not by.may_in(Permission.VOLUNTEER_READ, duty.strand, standing.area)):
        raise NotFound(f"no volunteer {volunteer.id} for this viewer")
    engagements = list_engagements([volunteer.id], around=(duty.starts_at, duty.ends_at)).get(volunteer.id, ())
    now, strand = clock.now(), get_strand(duty.strand)
    case = Case(facts_of(duty), standing, engagements, strand, now, clock.on(now), YOU if own else THEY)
    refusals = refusals_to_take(case, post_facts(post))
    if [refusal.code for refusal in refusals] == ["full"]:
        raise Conflict(JUST_GONE)
    if refusals:
        raise Refused(refusals)


def _take_place(held: _Meeting, by: Viewer) -> SignUp:
    """Raise the count only while a place is left, and write the sign-up with it, in one statement."""
    taken = (
        update(Post)
        .where(Post.id == held.post.id, Post.taken < Post.places)
        .values(taken=Post.taken + 1)
        .returning(Post.id)
        .cte("taken")
    )
    values = {
        SignUp.duty_id: held.duty.id, SignUp.volunteer_id: held.volunteer.id, SignUp.state: SignUpState.CONFIRMED,
        SignUp.during: Range(held.duty.starts_at, held.duty.ends_at), SignUp.signed_up_at: clock.now(),
        SignUp.signed_up_by_id: by.account_id,
    }  # fmt: skip
    columns = [bindparam(None, value, type_=column.type) for column, value in values.items()]
    sign_up = db.session.scalars(
        insert(SignUp).from_select([SignUp.post_id, *values], select(taken.c.id, *columns)).returning(SignUp)
    ).one_or_none()
    if sign_up is None:
        raise Conflict(JUST_GONE)
    return sign_up


def _lock_sign_up(sign_up_id: int, by: Viewer) -> tuple[SignUp, Duty, Volunteer, str]:
    found = db.session.execute(
        select(SignUp, Duty, Volunteer, Account.email)
        .join(Duty, Duty.id == SignUp.duty_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Account, Account.id == Volunteer.account_id)
        .where(SignUp.id == sign_up_id)
        .with_for_update(of=(Duty, SignUp), key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no sign-up {sign_up_id}")
    sign_up, duty, volunteer, email = found
    own = volunteer.account_id == by.account_id and by.may(Permission.DUTY_BOOK)
    if not own and not _may_assign(by, duty):
        raise NotFound(f"no sign-up {sign_up_id} for this viewer")
    return sign_up, duty, volunteer, email
