"""The duties that stand in someone's own calendar: their own places, and nobody else's."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.people.rules.calendars import Entry
from volunteers.rosters.models import Duty, DutyChange, DutyState, Giving, SignUp, SignUpState
from volunteers.rosters.queries.rows import area_name

# How long what is over stays in a calendar that is fetched, and what was given up or called off.
KEPT_FOR = timedelta(days=90)
MOST = 500
ASKED_FOR = [giving for giving in Giving if giving.is_asked_for]


def list_entries(account_id: int) -> list[Entry]:
    """Each duty an account has a place on, by its title, time and place: never who else is on it.

    A duty keeps its name in the calendar however often it is changed, and whether a place on it was given up and taken
    again: its version rises with each of these, so that programs show the last. One that was given up or called off is
    shown as cancelled; where places are asked for it is left out, for it may never have been given.
    """
    rows = db.session.execute(_places(account_id, clock.now() - KEPT_FOR)).all()
    return [_entry(row) for row in rows]


def _places(account_id: int, after: datetime) -> Any:
    """The latest place of a volunteer on each duty, with how many they had there before."""
    changed = select(func.max(DutyChange.changed_at)).where(DutyChange.duty_id == Duty.id).scalar_subquery()
    held = (
        select(
            SignUp.duty_id, SignUp.state, SignUp.signed_up_at, SignUp.withdrawn_at,
            func.row_number().over(partition_by=SignUp.duty_id, order_by=SignUp.id.desc()).label("back"),
            func.count().over(partition_by=SignUp.duty_id).label("times"),
        )
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(
            Volunteer.account_id == account_id,
            SignUp.state.in_([SignUpState.CONFIRMED, SignUpState.WITHDRAWN]),
        )
        .subquery()
    )  # fmt: skip
    return (
        select(
            Duty.id, Duty.title, Duty.area, Duty.meeting_place, Duty.address, Duty.starts_at, Duty.ends_at,
            Duty.version,
            Duty.state.label("duty_state"), held.c.state, held.c.signed_up_at, held.c.withdrawn_at, held.c.times,
            changed.label("changed_at"),
        )
        .join(held, held.c.duty_id == Duty.id)
        .where(
            held.c.back == 1, Duty.ends_at > after, Duty.state != DutyState.DRAFT,
            or_(held.c.state == SignUpState.CONFIRMED, Duty.giving.not_in(ASKED_FOR)),
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST)
    )  # fmt: skip


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    """Each place before this one was taken and given up: two changes more. Calling off the duty is one more."""
    is_off = row.duty_state is DutyState.CANCELLED
    is_cancelled = is_off or row.state is not SignUpState.CONFIRMED
    where = ", ".join(part for part in (row.meeting_place, " ".join(row.address.split())) if part)
    return Entry(
        uid=f"duty-{row.id}",
        version=row.version - 1 + 2 * (row.times - 1) + is_cancelled,
        changed_at=max(at for at in (row.signed_up_at, row.withdrawn_at, row.changed_at) if at is not None),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        place=where or area_name(row.area),
        is_cancelled=is_cancelled,
    )
