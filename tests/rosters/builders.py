"""Duties for tests: good in every detail that a test does not name. Builders flush, never commit."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import Range

from tests.people.builders import SOMERSET, SPECIALS, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.hours.service import post_booked
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Role
from volunteers.rosters.models import Attendance, Duty, DutyState, Post, SignUp, SignUpState


def a_post(name: str = "Patrol", *, places: int = 2, needs: Sequence[str] = (), grades: Sequence[str] = ()) -> Post:
    """A post that belongs to no duty yet."""
    return Post(name=name, places=places, taken=0, needs=list(needs), grades=list(grades))


def a_duty(
    *,
    title: str = "Evening patrol",
    strand: str = SPECIALS,
    area: str = SOMERSET,
    unit_id: int | None = None,
    meeting_place: str = "Taunton police station",
    briefing: str = "Meet at the front desk.",
    plan_priority: str | None = None,
    on: date | None = None,
    starts: time = time(18),
    hours: float = 5,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    state: DutyState = DutyState.PUBLISHED,
    posts: Sequence[Post] | None = None,
    by: Account | None = None,
    **more: Any,
) -> Duty:
    """A published duty in a week's time, from 18:00 in London, with one post of two places."""
    begins = starts_at or clock.from_london(datetime.combine(on or clock.today() + timedelta(days=7), starts))
    duty = Duty(
        strand=strand, area=area, unit_id=unit_id, title=title, meeting_place=meeting_place, briefing=briefing,
        plan_priority=plan_priority, starts_at=begins, ends_at=ends_at or begins + timedelta(hours=hours), state=state,
        created_by_id=(by or an_account(Role.SUPERVISOR)).id, created_at=clock.now(),
        posts=list(posts) if posts is not None else [a_post()], **more,
    )  # fmt: skip
    db.session.add(duty)
    db.session.flush()
    return duty


def a_sign_up(duty: Duty, volunteer: Volunteer, *, state: SignUpState = SignUpState.CONFIRMED) -> SignUp:
    """A place on the duty's first post, whatever the rules say: for duties that have begun or are over."""
    post = duty.posts[0]
    sign_up = SignUp(
        duty_id=duty.id, post_id=post.id, volunteer_id=volunteer.id, state=state,
        during=Range(duty.starts_at, duty.ends_at), signed_up_at=clock.now(), signed_up_by_id=volunteer.account_id,
    )  # fmt: skip
    if state is SignUpState.CONFIRMED:
        post.taken += 1
    db.session.add(sign_up)
    db.session.flush()
    return sign_up


def an_attendance(sign_up: SignUp, *, on: datetime | None = None, minutes: int | None = 300) -> Attendance:
    """Booked on when the duty began (or ``on``), and off so many minutes later; None: still on duty."""
    duty = db.session.get_one(Duty, sign_up.duty_id)
    begun = on or duty.starts_at
    attendance = Attendance(
        sign_up_id=sign_up.id, volunteer_id=sign_up.volunteer_id, strand=duty.strand, area=duty.area,
        booked_on_at=begun, booked_off_at=begun + timedelta(minutes=minutes) if minutes else None, minutes=minutes,
        recorded_by_id=duty.created_by_id,
    )  # fmt: skip
    db.session.add(attendance)
    db.session.flush()
    if minutes:
        post_booked(
            sign_up.id, on=begun, off=begun + timedelta(minutes=minutes), by_account_id=duty.created_by_id,
            key=f"attendance {sign_up.id}",
        )  # fmt: skip
    return attendance
