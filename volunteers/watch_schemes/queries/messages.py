"""Messages at a coordinator's own scheme: those to pass on, and who still waits for a knock."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.watch_schemes.models import WatchHousehold, WatchMessage, WatchPassing, WatchReached
from volunteers.watch_schemes.queries.households import HouseholdLine, line_of
from volunteers.watch_schemes.rules import Category, Way

MOST = 100


@dataclass(frozen=True)
class Passed:
    """A message at a scheme, and how many households it reached so far."""

    id: int
    message_id: int
    title: str
    body: str
    category: Category
    sent_at: datetime
    is_own: bool
    passed_at: datetime | None
    added_words: str
    mails: int
    doors: int
    doors_done: int

    @property
    def doors_left(self) -> int:
        return self.doors - self.doors_done

    @property
    def state(self) -> str:
        if self.passed_at is None:
            return "Pass it on"
        return f"{self.doors_left} to knock on" if self.doors_left else "Done"

    @property
    def tone(self) -> str:
        if self.passed_at is None:
            return "poor"
        return "waiting" if self.doors_left else "good"


@dataclass(frozen=True)
class Door:
    """A household that gets a message by hand, and when it did."""

    line: HouseholdLine
    reached_at: datetime | None


def list_own_passings(scheme_id: int) -> list[Passed]:
    """The messages of a scheme: those that wait to be passed on first, then the newest."""
    return _passings(scheme_id, None)


def get_own_passing(scheme_id: int, passing_id: int) -> Passed:
    """One message at a scheme; raises ``NotFound``."""
    found = _passings(scheme_id, passing_id)
    if not found:
        raise NotFound(f"no message {passing_id} at scheme {scheme_id}")
    return found[0]


def list_doors(passing_id: int) -> list[Door]:
    """Who gets a message by hand: those still to be told first, by address."""
    rows = db.session.execute(
        select(WatchHousehold, WatchReached.reached_at)
        .join(WatchReached, WatchReached.household_id == WatchHousehold.id)
        .where(WatchReached.passing_id == passing_id, WatchReached.way == Way.HAND, WatchHousehold.left_on.is_(None))
        .order_by(WatchReached.reached_at.is_not(None), WatchHousehold.address, WatchHousehold.id)
    )
    return [Door(line_of(household), reached_at) for household, reached_at in rows]


def _passings(scheme_id: int, passing_id: int | None) -> list[Passed]:
    is_here = WatchHousehold.left_on.is_(None)
    by_hand = WatchReached.way == Way.HAND
    counts = (
        select(
            WatchReached.passing_id,
            func.count().filter(WatchReached.way == Way.MAIL).label("mails"),
            func.count().filter(by_hand, is_here).label("doors"),
            func.count().filter(by_hand, is_here, WatchReached.reached_at.is_not(None)).label("done"),
        )
        .join(WatchPassing, WatchPassing.id == WatchReached.passing_id)
        .join(WatchHousehold, WatchHousehold.id == WatchReached.household_id)
        .where(WatchPassing.scheme_id == scheme_id)
        .group_by(WatchReached.passing_id)
        .subquery()
    )
    wanted = (
        select(WatchPassing, WatchMessage, counts.c.mails, counts.c.doors, counts.c.done)
        .join(WatchMessage, WatchMessage.id == WatchPassing.message_id)
        .outerjoin(counts, counts.c.passing_id == WatchPassing.id)
        .where(WatchPassing.scheme_id == scheme_id)
        .order_by(WatchPassing.passed_at.is_not(None), WatchMessage.sent_at.desc(), WatchPassing.id.desc())
        .limit(MOST)
    )
    if passing_id is not None:
        wanted = wanted.where(WatchPassing.id == passing_id)
    return [
        Passed(
            passing.id, message.id, message.title, message.body, message.category, message.sent_at,
            message.scheme_id is not None, passing.passed_at, passing.added_words, mails or 0, doors or 0, done or 0,
        )
        for passing, message, mails, doors, done in db.session.execute(wanted)
    ]  # fmt: skip
