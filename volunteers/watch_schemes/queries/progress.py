"""How far messages of staff got, in numbers: no household is named here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.watch_schemes.models import WatchHousehold, WatchMessage, WatchPassing, WatchReached, WatchScheme
from volunteers.watch_schemes.rules import Category, SchemeState, Way

PAGE = 30
# Beyond so many, one chooses areas.
MOST_CHOICES = 300


@dataclass(frozen=True)
class Choice:
    """A scheme that can be written to."""

    id: int
    name: str
    area: str


@dataclass(frozen=True)
class Receivers:
    """Who a message would go to."""

    scheme_ids: tuple[int, ...]
    households: int
    online: int

    @property
    def schemes(self) -> int:
        return len(self.scheme_ids)

    @property
    def not_online(self) -> int:
        return self.households - self.online


@dataclass(frozen=True)
class Progress:
    """A message of staff and how far it got, within the viewer's scope."""

    id: int
    title: str
    body: str
    category: Category
    sent_at: datetime
    schemes: int
    passed: int
    by_mail: int
    by_hand: int
    not_yet: int

    @property
    def share(self) -> int:
        """The households it reached, of a hundred."""
        reached = self.by_mail + self.by_hand
        return round(100 * reached / (reached + self.not_yet)) if reached + self.not_yet else 0


@dataclass(frozen=True)
class MessagePage:
    """Some of them, and where the next page begins; None on the last."""

    rows: list[Progress]
    after: int | None


@dataclass(frozen=True)
class SchemeProgress:
    """How far a message got in one scheme."""

    scheme_id: int
    name: str
    passed_at: datetime | None
    by_mail: int
    by_hand: int
    not_yet: int


def in_scope(viewer: Viewer) -> ColumnElement[bool]:
    """The schemes a viewer keeps, with the unit in the query."""
    return viewer.within(Permission.WATCH_EDIT, Unit.strand, Unit.area)


def count_receivers(viewer: Viewer, *, areas: Collection[str], scheme_ids: Collection[int]) -> Receivers:
    """The schemes in scope of some areas, or chosen ones, that run or form; and how many households are on line."""
    wanted = (
        select(
            WatchScheme.id,
            func.count(WatchHousehold.id),
            func.count(WatchHousehold.id).filter(
                WatchHousehold.email.is_not(None), WatchHousehold.agreed_on.is_not(None)
            ),
        )
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .outerjoin(WatchHousehold, (WatchHousehold.scheme_id == WatchScheme.id) & WatchHousehold.left_on.is_(None))
        .where(in_scope(viewer), WatchScheme.state != SchemeState.CLOSED)
        .where(Unit.area.in_(areas) | WatchScheme.id.in_(scheme_ids))
        .group_by(WatchScheme.id)
        .order_by(WatchScheme.id)
    )
    rows = db.session.execute(wanted).all()
    return Receivers(tuple(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows))


def list_to_write_to(viewer: Viewer) -> list[Choice]:
    """The schemes in scope that can be chosen one by one, by name."""
    rows = db.session.execute(
        select(WatchScheme.id, Unit.name, Unit.area)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .where(in_scope(viewer), WatchScheme.state != SchemeState.CLOSED)
        .order_by(Unit.name, WatchScheme.id)
        .limit(MOST_CHOICES)
    )
    return [Choice(number, name, area) for number, name, area in rows]


def list_staff_messages(viewer: Viewer, *, after: int | None = None) -> MessagePage:
    """What staff sent to schemes in scope, newest first."""
    wanted = _in_scope(viewer)
    if after is not None:
        wanted = wanted.where(WatchMessage.id < after)
    found = db.session.scalars(wanted.order_by(WatchMessage.id.desc()).limit(PAGE + 1)).all()
    rows = found[:PAGE]
    return MessagePage(_progress(rows, viewer), rows[-1].id if len(found) > PAGE else None)


def get_staff_message(message_id: int, viewer: Viewer) -> tuple[Progress, list[SchemeProgress]]:
    """One message, and how far it got in each scheme in scope; raises ``NotFound``."""
    message = db.session.scalars(_in_scope(viewer).where(WatchMessage.id == message_id)).one_or_none()
    if message is None:
        raise NotFound(f"no message {message_id} for this viewer")
    schemes = [
        SchemeProgress(scheme_id, name, passed_at, mail, hand, not_yet)
        for _, scheme_id, name, passed_at, mail, hand, not_yet in db.session.execute(_by_scheme([message_id], viewer))
    ]
    return _progress([message], viewer)[0], schemes


def _in_scope(viewer: Viewer) -> Select[WatchMessage]:
    there = (
        select(WatchPassing.id)
        .join(WatchScheme, WatchScheme.id == WatchPassing.scheme_id)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .where(WatchPassing.message_id == WatchMessage.id, in_scope(viewer))
        .exists()
    )
    return select(WatchMessage).where(WatchMessage.scheme_id.is_(None), there)


def _by_scheme(message_ids: Sequence[int], viewer: Viewer) -> Select[int, int, str, datetime | None, int, int, int]:
    """One row for each scheme of each message. Of one not passed on, every household on the list waits."""
    reached = (
        select(
            WatchReached.passing_id,
            func.count().filter(WatchReached.way == Way.MAIL, WatchReached.reached_at.is_not(None)).label("mail"),
            func.count().filter(WatchReached.way == Way.HAND, WatchReached.reached_at.is_not(None)).label("hand"),
            func.count().filter(WatchReached.reached_at.is_(None), WatchHousehold.left_on.is_(None)).label("open"),
        )
        .join(WatchPassing, WatchPassing.id == WatchReached.passing_id)
        .join(WatchHousehold, WatchHousehold.id == WatchReached.household_id)
        .where(WatchPassing.message_id.in_(message_ids))
        .group_by(WatchReached.passing_id)
        .subquery()
    )
    listed = (
        select(WatchHousehold.scheme_id, func.count().label("number"))
        .where(WatchHousehold.left_on.is_(None))
        .group_by(WatchHousehold.scheme_id)
        .subquery()
    )
    waiting, unpassed = func.coalesce(reached.c.open, 0), func.coalesce(listed.c.number, 0)
    return (
        select(
            WatchPassing.message_id, WatchScheme.id, Unit.name, WatchPassing.passed_at,
            func.coalesce(reached.c.mail, 0), func.coalesce(reached.c.hand, 0),
            case((WatchPassing.passed_at.is_(None), unpassed), else_=waiting),
        )
        .join(WatchScheme, WatchScheme.id == WatchPassing.scheme_id)
        .join(Unit, Unit.id == WatchScheme.unit_id)
        .outerjoin(reached, reached.c.passing_id == WatchPassing.id)
        .outerjoin(listed, listed.c.scheme_id == WatchScheme.id)
        .where(WatchPassing.message_id.in_(message_ids), in_scope(viewer))
        .order_by(WatchPassing.passed_at.is_not(None), Unit.name, WatchScheme.id)
    )  # fmt: skip


def _progress(messages: Sequence[WatchMessage], viewer: Viewer) -> list[Progress]:
    sums: dict[int, list[int]] = {message.id: [0, 0, 0, 0, 0] for message in messages}
    for message_id, _, _, passed_at, mail, hand, not_yet in db.session.execute(_by_scheme(list(sums), viewer)):
        for place, number in enumerate((1, 1 if passed_at else 0, mail, hand, not_yet)):
            sums[message_id][place] += number
    return [
        Progress(one.id, one.title, one.body, one.category, one.sent_at, *sums[one.id])
        for one in messages
    ]  # fmt: skip
