"""Who asks for a place on a duty, for those who answer, and which duties' places are to be given by themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from volunteers import clock
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.people.models import Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Attendance, Duty, DutyState, Giving, Post, SignUp, SignUpState
from volunteers.rosters.queries.facts import post_facts
from volunteers.rosters.queries.judging import cases_for
from volunteers.rosters.queries.waiting import until_words
from volunteers.rosters.rules import THEY, refusals_to_take
from volunteers.rosters.rules.waiting import FAIR_OVER, Request, in_fair_order

REQUESTED = SignUp.state == SignUpState.REQUESTED


@dataclass(frozen=True)
class RequestLine:
    """Someone who asks for a place: how much they were on duty lately, and what stands in the way now."""

    sign_up_id: int
    volunteer_id: int
    name: str
    post: str
    asked: str
    minutes: int
    refusals: tuple[Refusal, ...]


def list_requests(duty_id: int, viewer: Viewer) -> list[RequestLine]:
    """Those who ask for a place on a duty, who was on duty least first; ``NotFound`` out of scope."""
    duty = db.session.scalars(
        select(Duty).where(Duty.id == duty_id, viewer.within(Permission.DUTY_ASSIGN, Duty.strand, Duty.area))
    ).one_or_none()
    if duty is None:
        raise NotFound(f"no duty {duty_id} for this viewer")
    rows = db.session.execute(
        select(SignUp, Post, Volunteer.first_name, Volunteer.last_name)
        .join(Post, Post.id == SignUp.post_id)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(SignUp.duty_id == duty_id, REQUESTED)
    ).all()
    asks = {sign_up.id: (sign_up, post, f"{first} {last}") for sign_up, post, first, last in rows}
    cases = cases_for(duty, {sign_up.volunteer_id for sign_up, _, _ in asks.values()}, to=THEY) if asks else {}
    minutes = minutes_on_duty(cases, since=clock.now() - FAIR_OVER)
    order = in_fair_order((Request(one.id, one.volunteer_id, one.post_id) for one, _, _ in asks.values()), minutes)
    lines = []
    for request in order:
        sign_up, post, name = asks[request.number]
        case = cases[request.volunteer_id]
        if case.standing is None or not viewer.may_in(Permission.VOLUNTEER_READ, duty.strand, case.standing.area):
            continue
        lines.append(
            RequestLine(
                sign_up.id, request.volunteer_id, name, post.name, until_words(sign_up.signed_up_at),
                minutes.get(request.volunteer_id, 0), refusals_to_take(case, post_facts(post)),
            )
        )  # fmt: skip
    return lines


def find_own_request(duty_id: int, volunteer_id: int) -> tuple[int, str] | None:
    """What a volunteer asked for on a duty: its number, and the name of the post."""
    row = db.session.execute(
        select(SignUp.id, Post.name)
        .join(Post, Post.id == SignUp.post_id)
        .where(SignUp.duty_id == duty_id, SignUp.volunteer_id == volunteer_id, REQUESTED)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def minutes_on_duty(volunteer_ids: Collection[int], *, since: datetime) -> dict[int, int]:
    """Minutes credited to each of these volunteers since a moment."""
    if not volunteer_ids:
        return {}
    rows = db.session.execute(
        select(Attendance.volunteer_id, func.sum(Attendance.minutes))
        .where(Attendance.volunteer_id.in_(list(volunteer_ids)), Attendance.booked_on_at >= since)
        .group_by(Attendance.volunteer_id)
    )
    return {volunteer_id: int(minutes or 0) for volunteer_id, minutes in rows}


def list_duties_to_give(now: datetime) -> list[int]:
    """Duties whose places are given by themselves, whose time for asking is over, and which someone asked for."""
    hours = timedelta(hours=current_force().numbers.duty_withdraw_hours)
    due = or_(Duty.sign_up_until <= now, (Duty.sign_up_until.is_(None)) & (Duty.starts_at <= now + hours))
    asked = select(SignUp.id).where(SignUp.duty_id == Duty.id, REQUESTED).exists()
    return list(
        db.session.scalars(
            select(Duty.id)
            .where(Duty.giving == Giving.AUTOMATIC, Duty.state == DutyState.PUBLISHED, Duty.starts_at > now, due, asked)
            .order_by(Duty.id)
        )
    )


def list_requests_to_close(now: datetime) -> list[int]:
    """Requests that nobody answered before the duty began or was called off."""
    rows = (
        select(SignUp.id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(REQUESTED, or_(Duty.starts_at <= now, Duty.state != DutyState.PUBLISHED))
        .order_by(SignUp.id)
    )
    return list(db.session.scalars(rows))
