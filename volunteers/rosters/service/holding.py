"""Taking duties and volunteers in hand: their rows locked until the unit of work ends, so that acts take turns.

Duties are locked before volunteers, and each in the order of their numbers, so that no two acts wait for each other.
Whoever gives, frees, offers or counts the places of a duty holds its row.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, Volunteer
from volunteers.people.queries import get_standings
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, DutyState, Handover, Post, SignUp, Wait


@dataclass(frozen=True)
class Person:
    """A volunteer and the address they are told at."""

    volunteer: Volunteer
    email: str


@dataclass(frozen=True)
class Meeting:
    """A duty, one of its posts and a volunteer, held until the end of the transaction."""

    duty: Duty
    post: Post
    person: Person

    @property
    def volunteer(self) -> Volunteer:
        return self.person.volunteer


def hold_duties(*duty_ids: int) -> dict[int, Duty]:
    """These duties and their posts as they stand now; ``NotFound`` when one is not there."""
    rows = db.session.scalars(
        select(Duty)
        .where(Duty.id.in_(duty_ids))
        .order_by(Duty.id)
        .with_for_update(of=Duty, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if missing := set(duty_ids) - {duty.id for duty in rows}:
        raise NotFound(f"no duties {missing}")
    # Read once the duties are held: what someone else has just taken is seen.
    db.session.scalars(select(Post).where(Post.duty_id.in_(duty_ids)).execution_options(populate_existing=True)).all()
    return {duty.id: duty for duty in rows}


def hold_people(*volunteer_ids: int) -> dict[int, Person]:
    """These volunteers, held against themselves on another duty; ``NotFound`` when one is not there."""
    rows = db.session.execute(
        select(Volunteer, Account.email)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Volunteer.id.in_(volunteer_ids))
        .order_by(Volunteer.id)
        .with_for_update(of=Volunteer, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if missing := set(volunteer_ids) - {volunteer.id for volunteer, _ in rows}:
        raise NotFound(f"no volunteers {missing}")
    return {volunteer.id: Person(volunteer, email) for volunteer, email in rows}


def meet(duty_id: int, post_id: int, volunteer_id: int, *, by: Viewer) -> Meeting:
    """All three in one statement; ``NotFound`` unless it is their own act or a supervisor's in scope."""
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
    duty, post, volunteer, email = found
    if not (is_own(volunteer, by) and duty.state is not DutyState.DRAFT) and not may_assign(duty, by):
        raise NotFound(f"no duty {duty_id} for this viewer")
    return Meeting(duty, post, Person(volunteer, email))


def take_sign_up(sign_up_id: int) -> SignUp:
    """A place or a request as it stands under the lock of its duty, which is taken first."""
    duty_id = db.session.scalar(select(SignUp.duty_id).where(SignUp.id == sign_up_id))
    if duty_id is None:
        raise NotFound(f"no sign-up {sign_up_id}")
    hold_duties(duty_id)
    return reread(sign_up_id)


def reread(sign_up_id: int) -> SignUp:
    """A sign-up as it stands now, of a duty that is held."""
    return db.session.scalars(
        select(SignUp)
        .where(SignUp.id == sign_up_id)
        .options(joinedload(SignUp.duty, innerjoin=True), joinedload(SignUp.post, innerjoin=True))
        .execution_options(populate_existing=True)
    ).one()


def take_wait(wait_id: int) -> tuple[Wait, Duty]:
    """Someone's turn on a waiting list as it stands under the lock of its duty, which is taken first."""
    duty_id = db.session.scalar(select(Wait.duty_id).where(Wait.id == wait_id))
    if duty_id is None:
        raise NotFound(f"no turn {wait_id} on a waiting list")
    duty = hold_duties(duty_id)[duty_id]
    return db.session.get_one(Wait, wait_id, populate_existing=True), duty


def take_handover(handover_id: int) -> tuple[Handover, SignUp, SignUp | None]:
    """A handover, the place it is about, and the place to swap it for, under the locks of their duties."""
    found = db.session.execute(
        select(Handover.sign_up_id, Handover.other_sign_up_id).where(Handover.id == handover_id)
    ).one_or_none()
    if found is None:
        raise NotFound(f"no handover {handover_id}")
    ids = [one for one in found if one is not None]
    hold_duties(*db.session.scalars(select(SignUp.duty_id).where(SignUp.id.in_(ids))))
    place, *other = (reread(one) for one in ids)
    handover = db.session.get_one(Handover, handover_id, populate_existing=True)
    return handover, place, other[0] if other else None


def is_own(volunteer: Volunteer, by: Viewer) -> bool:
    """Whether someone acts for themselves."""
    return volunteer.account_id == by.account_id and by.may(Permission.DUTY_BOOK)


def may_assign(duty: Duty, by: Viewer) -> bool:
    """Whether someone says who is on a duty."""
    return by.may_in(Permission.DUTY_ASSIGN, duty.strand, duty.area)


def is_in_scope(volunteer_id: int, duty: Duty, by: Viewer) -> bool:
    """Whether a volunteer serves in the duty's strand where someone may see them."""
    standing = get_standings([volunteer_id], duty.strand).get(volunteer_id)
    return standing is not None and by.may_in(Permission.VOLUNTEER_READ, duty.strand, standing.area)


def own_person(volunteer_id: int, by: Viewer) -> Person:
    """The volunteer who acts for themselves, held; ``NotFound`` for anyone else."""
    person = hold_people(volunteer_id)[volunteer_id]
    if not is_own(person.volunteer, by):
        raise NotFound(f"no volunteer {volunteer_id} for this viewer")
    return person


def take_own(sign_up_id: int, by: Viewer) -> tuple[SignUp, Duty, Person]:
    """A place or request with its duty held; ``NotFound`` unless it is one's own or one may say who is on the duty."""
    sign_up = take_sign_up(sign_up_id)
    person = person_of(sign_up.volunteer_id)
    if not is_own(person.volunteer, by) and not may_assign(sign_up.duty, by):
        raise NotFound(f"no sign-up {sign_up_id} for this viewer")
    return sign_up, sign_up.duty, person


def person_of(volunteer_id: int) -> Person:
    """A volunteer and their address, not held: nothing is taken that they could have elsewhere at that time."""
    volunteer = db.session.get_one(Volunteer, volunteer_id)
    return Person(volunteer, db.session.get_one(Account, volunteer.account_id).email)


def people_of(volunteer_ids: Collection[int]) -> list[Person]:
    """These volunteers and their addresses, not held, by number; one statement however many they are."""
    rows = db.session.execute(
        select(Volunteer, Account.email)
        .join(Account, Account.id == Volunteer.account_id)
        .where(Volunteer.id.in_(volunteer_ids))
        .order_by(Volunteer.id)
    )
    return [Person(volunteer, email) for volunteer, email in rows]


def is_booked_on(sign_up_id: int) -> bool:
    """Whether anyone has noted that they came."""
    return db.session.scalar(select(Attendance.id).where(Attendance.sign_up_id == sign_up_id)) is not None
