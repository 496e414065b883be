"""What stands in someone's calendar, and whose calendar a secret link opens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import Account, CalendarLink
from volunteers.people.queries.sign_ins import digest_of
from volunteers.people.rules.calendars import Entry

# Given an account's number: what of one room stands in its calendar.
Source = Callable[[int], Iterable[Entry]]
_sources: list[Source] = []


@dataclass(frozen=True)
class OpenLink:
    """A link that opens: since when, and when a calendar program last fetched it."""

    created_at: datetime
    last_used_at: datetime | None


def show_in_calendars(source: Source) -> None:
    """From now on what this gives stands in people's calendars: rooms above put in what is theirs. Twice acts once."""
    if source not in _sources:
        _sources.append(source)


def list_entries(account_id: int) -> list[Entry]:
    """Everything in an account's own calendar, and nothing of anyone else's."""
    return [entry for source in _sources for entry in source(account_id)]


def find_calendar_link(account_id: int) -> OpenLink | None:
    """The link of an account, unless there is none or it was switched off."""
    own = (CalendarLink.account_id == account_id, CalendarLink.ended_at.is_(None))
    row = db.session.execute(select(CalendarLink.created_at, CalendarLink.last_used_at).where(*own)).one_or_none()
    return OpenLink(*row) if row else None


def get_account_of_calendar(token: str) -> int:
    """Whose calendar a link opens; raises ``NotFound``.

    One query by the digest answers for a wrong link, an old one, one switched off and one whose account was disabled,
    so that none of them takes another time than the others.
    """
    found = db.session.scalar(
        select(CalendarLink.account_id)
        .join(Account, Account.id == CalendarLink.account_id)
        .where(
            CalendarLink.token_digest == digest_of(token),
            CalendarLink.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("no such calendar")
    return found
