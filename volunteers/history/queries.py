"""Reading the history, and checking that nobody has changed it."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from volunteers.extensions import db
from volunteers.history.models import HistoryEntry
from volunteers.history.rules import Fact, first_broken, in_groups


@dataclass(frozen=True)
class Seal:
    """The seal of one entry: written down elsewhere, it vouches for that entry and all before it."""

    number: int
    at: datetime
    seal: str

    @property
    def in_groups(self) -> str:
        return in_groups(self.seal)


@dataclass(frozen=True)
class Verdict:
    """How the chain stands. ``newest`` is the last entry that is as it was sealed; ``matched`` the one whose seal was
    asked for, None when it is not among those."""

    first_broken: int | None
    newest: Seal | None
    matched: Seal | None

    @property
    def is_whole(self) -> bool:
        return self.first_broken is None


def list_of(subject: str, subject_id: int, *, limit: int = 100) -> Sequence[HistoryEntry]:
    """The latest acts done to one thing, newest first."""
    wanted = select(HistoryEntry).where(HistoryEntry.subject == subject, HistoryEntry.subject_id == subject_id)
    return db.session.scalars(wanted.order_by(HistoryEntry.id.desc()).limit(limit)).all()


def find_first_broken() -> int | None:
    """The number of the first entry that was changed, removed or slipped in; None while the chain holds."""
    return verify().first_broken


def verify(printed: str | None = None) -> Verdict:
    """Walk the whole chain from its first entry.

    A chain cut short at its end still holds, and so does one written anew from its start: only a seal ``printed``
    earlier, which must still be in it, shows that neither was done.
    """
    newest: Seal | None = None
    matched: Seal | None = None

    def walked(chain: Iterable[tuple[Fact, str, str]]) -> Iterator[tuple[Fact, str, str]]:
        nonlocal newest, matched
        for fact, previous, seal in chain:
            yield fact, previous, seal
            # Asked to go on: this one is whole.
            newest = Seal(fact.id, fact.at, seal)
            matched = newest if seal == printed else matched

    with closing(_chain()) as chain:
        broken = first_broken(walked(chain))
    return Verdict(broken, newest, matched)


def list_latest(most: int) -> Iterator[tuple[Fact, str, str]]:
    """The latest so many entries, oldest first, each with the seal before it and its own, as they are stored."""
    latest = select(HistoryEntry.id).order_by(HistoryEntry.id.desc()).limit(most).subquery()
    first = db.session.scalar(select(func.min(latest.c.id)))
    return iter(()) if first is None else _chain(first)


def _chain(first: int = 0) -> Generator[tuple[Fact, str, str], None, None]:
    """Plain columns, a thousand rows at a time: the history may be long."""
    wanted = select(
        HistoryEntry.id, HistoryEntry.at, HistoryEntry.by_account_id, HistoryEntry.act, HistoryEntry.subject,
        HistoryEntry.subject_id, HistoryEntry.details, HistoryEntry.previous_seal, HistoryEntry.seal,
    )  # fmt: skip
    with db.session.execute(
        wanted.where(HistoryEntry.id >= first).order_by(HistoryEntry.id).execution_options(yield_per=1000)
    ) as entries:
        for *said, previous, seal in entries:
            yield Fact(*said), previous, seal
