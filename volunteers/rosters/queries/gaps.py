"""What is missing in the next two weeks: duties that cannot run, units with too few people, and free places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.rosters.queries.board import BoardDuty, board_duties, board_query
from volunteers.rosters.queries.cover import EVERYTHING, Narrowed, Short, list_short
from volunteers.rosters.queries.who_could import ENOUGH, MOST_DUTIES, count_who_could, free_posts
from volunteers.rosters.rules import in_words

DAYS = 14
MOST_READ = 400
MOST_SHOWN = 50


@dataclass(frozen=True)
class Gap:
    """A duty with a place empty, or without someone it needs. ``could`` is None where it was not counted."""

    duty: BoardDuty
    post_id: int | None
    post: str
    could: int | None

    @property
    def day(self) -> str:
        """Friday 4 December 2026."""
        return f"{self.duty.on:%A} {in_words(self.duty.on)}"

    @property
    def empty(self) -> str:
        """2 places empty."""
        free = self.duty.tally.free
        return f"{free} place{'' if free == 1 else 's'} empty"

    @property
    def could_words(self) -> str:
        """How many could take a place now; nothing where it was not counted."""
        if self.could is None or self.post_id is None:
            return "" if self.post_id else "Every place left is on offer to someone who waits"
        more = " or more" if self.could >= ENOUGH else ""
        people = "1 volunteer" if self.could == 1 else f"{self.could}{more} volunteers"
        return f"{people} could take it now" if self.could else "Nobody could take it as things stand"


@dataclass(frozen=True)
class Gaps:
    """What is missing, the most urgent first. ``more`` is how many duties are left out."""

    urgent: tuple[Gap, ...]
    short: tuple[Short, ...]
    free: tuple[Gap, ...]
    more: int
    first: date
    last: date

    @property
    def is_empty(self) -> bool:
        return not (self.urgent or self.short or self.free)


def list_gaps(viewer: Viewer, narrowed: Narrowed = EVERYTHING) -> Gaps:
    """What is missing from now on for two weeks, in a fixed number of statements."""
    first = clock.today()
    last = first + timedelta(days=DAYS - 1)
    missing = sorted(
        (duty for duty in _published(viewer, last, narrowed) if duty.cover.tone != "good"),
        key=lambda duty: (duty.cover.tone != "poor", duty.starts_at, duty.id),
    )
    shown = missing[:MOST_SHOWN]
    gaps = _gaps(shown)
    short = [one for one in list_short(viewer, first, last, narrowed) if one.fall.ends_at > clock.now()]
    return Gaps(
        tuple(gap for gap in gaps if gap.duty.cover.tone == "poor"), tuple(short[:MOST_SHOWN]),
        tuple(gap for gap in gaps if gap.duty.cover.tone != "poor"),
        len(missing) - len(shown) + max(0, len(short) - MOST_SHOWN), first, last,
    )  # fmt: skip


def _published(viewer: Viewer, last: date, narrowed: Narrowed) -> list[BoardDuty]:
    rows = db.session.execute(
        board_query(viewer, narrowed)
        .where(
            Duty.starts_at > clock.now(), Duty.starts_at < clock.start_of_day(last + timedelta(days=1)),
            Duty.state == DutyState.PUBLISHED,
        )
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST_READ)
    ).all()  # fmt: skip
    return board_duties(rows)


def _gaps(duties: Sequence[BoardDuty]) -> list[Gap]:
    ids = [duty.id for duty in duties]
    posts, could = free_posts(ids), count_who_could(ids[:MOST_DUTIES])
    return [_gap(duty, posts, could) for duty in duties]


def _gap(duty: BoardDuty, posts: Mapping[int, Sequence[object]], could: Mapping[int, int]) -> Gap:
    post = next(iter(posts.get(duty.id, ())), None)
    return Gap(duty, getattr(post, "id", None), getattr(post, "name", ""), could.get(duty.id))
