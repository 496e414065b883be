"""The appointments that stand in someone's calendar."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.appointments.models import Booking, BookingState, SessionState
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.rules.calendars import Entry
from volunteers.strands.queries import get_strand

# How long what is over stays in a calendar that is fetched.
KEPT_FOR = timedelta(days=90)
RINGS_BEFORE = timedelta(days=1)


def list_entries(account_id: int) -> list[Entry]:
    """Each place an account has or had: what it is for, when, and the place by its name, and nothing else of it.

    A place that was moved keeps its name in the calendar, so that programs move it too. One that was given up, or that
    was called off, is shown as cancelled.
    """
    after, rows = clock.now() - KEPT_FOR, _of_account(account_id)
    left = {each.moved_from_id for each in rows.values()}
    placed = [each for each in rows.values() if each.placed_at is not None and each.id not in left]
    return [_entry(each, rows) for each in placed if each.session.ends_at > after]


def get_entry(booking_id: int, *, application_id: int, account_id: int) -> Entry:
    """One place for its holder's own calendar program, with the address and what to bring; raises ``NotFound``."""
    rows = _of_account(account_id)
    found = rows.get(booking_id)
    if found is None or found.application_id != application_id or found.placed_at is None:
        raise NotFound(f"no place {booking_id} of application {application_id}")
    session = found.session
    where = ", ".join(part for part in (session.place, " ".join(session.address.split())) if part)
    return replace(
        _entry(found, rows), title=session.title, place=where, words=session.notes_for_applicants, remind=RINGS_BEFORE
    )


def _of_account(account_id: int) -> Mapping[int, Booking]:
    own = (
        select(Booking)
        .join(Booking.session)
        .join(Application, Application.id == Booking.application_id)
        .where(Application.account_id == account_id)
        .options(contains_eager(Booking.session))
        .order_by(Booking.id)
    )
    return {each.id: each for each in db.session.scalars(own)}


def _entry(booking: Booking, rows: Mapping[int, Booking]) -> Entry:
    """The version counts the changes of every session it was moved through, so that it rises with each of them."""
    way = [booking]
    while way[-1].moved_from_id is not None:
        way.append(rows[way[-1].moved_from_id])
    session = booking.session
    is_cancelled = booking.state is BookingState.CANCELLED or session.state is SessionState.CANCELLED
    return Entry(
        uid=f"appointment-{way[-1].id}",
        version=sum(each.session.revision for each in way) - 1 + is_cancelled,
        changed_at=_changed_at(booking),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=f"{session.kind.label}: {get_strand(session.strand).name}",
        place=session.place,
        is_cancelled=is_cancelled,
    )


def _changed_at(booking: Booking) -> datetime:
    return max(each for each in (booking.booked_at, booking.placed_at, booking.cancelled_at) if each is not None)
