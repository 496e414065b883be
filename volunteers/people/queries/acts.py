"""The history as an auditor reads it: who did what to what, newest first. No names but those of who acted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Mapped

from volunteers.extensions import LARGEST_ID, db
from volunteers.history.models import HistoryEntry
from volunteers.people.models import Account
from volunteers.people.rules.acts import in_words, particulars, who_in_words


@dataclass(frozen=True)
class Sought:
    """What to narrow the history to; ``who`` is an account's number, or parts of a name."""

    subject: str | None = None
    subject_id: int | None = None
    act: str | None = None
    who: str = ""


@dataclass(frozen=True)
class ActRow:
    """One entry in words."""

    number: int
    at: datetime
    what: str
    particulars: tuple[str, ...]
    subject: str
    subject_words: str
    subject_id: int
    who: str
    account_id: int | None


@dataclass(frozen=True)
class ActPage:
    """One page of the history; ``next_before`` asks for the older one, None on the last."""

    rows: tuple[ActRow, ...]
    next_before: int | None


def list_acts(sought: Sought, *, before: int | None = None, limit: int = 50) -> ActPage:
    """The entries sought, newest first, from the one before ``before`` on; one query."""
    wanted = (
        select(
            HistoryEntry.id, HistoryEntry.at, HistoryEntry.act, HistoryEntry.details, HistoryEntry.subject,
            HistoryEntry.subject_id, HistoryEntry.by_account_id, Account.full_name,
        )
        .outerjoin(Account, Account.id == HistoryEntry.by_account_id)
        .where(*_narrowed(sought))
        .order_by(HistoryEntry.id.desc())
        .limit(limit + 1)
    )  # fmt: skip
    if before is not None:
        wanted = wanted.where(HistoryEntry.id < before)
    found = db.session.execute(wanted).all()
    rows = tuple(_in_words(*row) for row in found[:limit])
    return ActPage(rows, rows[-1].number if len(found) > limit else None)


def list_known() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The kinds of subject, then the acts, that the history holds: each as (code, words); two queries."""
    return _distinct(HistoryEntry.subject), _distinct(HistoryEntry.act)


def _in_words(
    number: int, at: datetime, act: str, details: dict[str, Any], subject: str, subject_id: int,
    account_id: int | None, name: str | None,
) -> ActRow:  # fmt: skip
    return ActRow(
        number, at, in_words(act), particulars(details), subject, in_words(subject), subject_id,
        who_in_words(account_id, name), account_id,
    )  # fmt: skip


def _narrowed(sought: Sought) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.subject is not None:
        found.append(HistoryEntry.subject == sought.subject)
    if sought.subject_id is not None:
        found.append(HistoryEntry.subject_id == sought.subject_id)
    if sought.act is not None:
        found.append(HistoryEntry.act == sought.act)
    if sought.who:
        found.append(_done_by(sought.who))
    return found


def _done_by(who: str) -> ColumnElement[bool]:
    """A number is an account; anything else is parts of a name, all of which must be in it."""
    if who.isascii() and who.isdigit():
        return HistoryEntry.by_account_id == int(who) if int(who) <= LARGEST_ID else false()
    named = [func.lower(Account.full_name).contains(word, autoescape=True) for word in who.lower().split()]
    return HistoryEntry.by_account_id.in_(select(Account.id).where(*named))


def _distinct(column: Mapped[str]) -> list[tuple[str, str]]:
    """The values of an indexed column, each found by one step along its index rather than by reading every row."""
    steps = select(func.min(column).label("code")).cte("steps", recursive=True)
    onward = select(func.min(column)).where(column > steps.c.code).scalar_subquery()
    steps = steps.union_all(select(onward).where(steps.c.code.is_not(None)))
    codes = db.session.scalars(select(steps.c.code).where(steps.c.code.is_not(None)))
    return sorted(((code, in_words(code)) for code in codes), key=lambda known: known[1])
