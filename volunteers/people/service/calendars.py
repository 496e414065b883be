"""Making, changing and switching off the secret link to one's own calendar."""

import secrets
from datetime import timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.people.models import CalendarLink
from volunteers.people.queries.sign_ins import digest_of
from volunteers.people.service.links import TOKEN_BYTES
from volunteers.permissions import Viewer

# A program that looks every few minutes does not write every few minutes.
USE_NOTED_EVERY = timedelta(minutes=15)


def make_calendar_link(*, by: Viewer) -> str:
    """The token of a new link to the viewer's own calendar, told this once. The link they had opens nothing now."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    fresh = {"token_digest": digest_of(token), "created_at": now, "last_used_at": None, "ended_at": None}
    db.session.execute(
        insert(CalendarLink)
        .values(account_id=by.account_id, **fresh)
        .on_conflict_do_update(index_elements=[CalendarLink.account_id], set_=fresh)
    )
    record("calendar_link_made", subject="account", subject_id=by.account_id, by=by.account_id)
    return token


def end_calendar_link(*, by: Viewer) -> None:
    """Switch the viewer's own link off at once. Doing it twice does no harm."""
    ended = db.session.scalar(
        update(CalendarLink)
        .where(CalendarLink.account_id == by.account_id, CalendarLink.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(CalendarLink.id)
    )
    if ended is not None:
        record("calendar_link_ended", subject="account", subject_id=by.account_id, by=by.account_id)


def note_calendar_used(account_id: int) -> None:
    """Note that a calendar program has fetched this calendar, for its owner to see."""
    now = clock.now()
    long_ago = or_(CalendarLink.last_used_at.is_(None), CalendarLink.last_used_at < now - USE_NOTED_EVERY)
    db.session.execute(
        update(CalendarLink).where(CalendarLink.account_id == account_id, long_ago).values(last_used_at=now)
    )
