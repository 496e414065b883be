"""Fillings for their pages: the list, how far one has come, and the proposal by day and duty."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import LARGEST_ID, db
from volunteers.permissions import Permission, Viewer
from volunteers.rosters.models import Duty, DutyState, Filling, FillingPlace, Post
from volunteers.rosters.queries.cover import Narrowed
from volunteers.rosters.queries.filling_duties import FilledDuty, Totals, list_filled, totals_of
from volunteers.rosters.queries.rows import area_name
from volunteers.rosters.rules.filling import FillingState, Phase, PlaceState
from volunteers.rosters.solver.solution import Status
from volunteers.strands.queries import get_strand

SHOWN = 20
WORKING = (FillingState.WAITING, FillingState.RUNNING)


@dataclass(frozen=True)
class FillingLine:
    """What was to be filled, by whom and when, and what came of it."""

    id: int
    strand_code: str
    strand: str
    area: str
    area_code: str
    unit_id: int | None
    unit: str | None
    first_on: date
    last_on: date
    takes_unsaid: bool
    seconds: int
    state: FillingState
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    failure: str
    filled: int
    places: int
    accepted: int


@dataclass(frozen=True)
class FillingProgress:
    """How far a filling has come. ``ahead`` are those that come before it; ``bound`` is None until one is proved.

    ``weight`` and ``bound`` are in points of priority, ``filled`` of ``places`` in places; the state is the newest.
    """

    id: int
    state: FillingState
    phase: Phase | None
    seconds_run: float
    seconds: int
    weight: int
    bound: int | None
    filled: int
    places: int
    is_stopping: bool
    ahead: int

    @property
    def share(self) -> float | None:
        """How much of the most that could be there is found, 0 to 1; None until that is known."""
        if self.bound is None:
            return None
        return min(1.0, self.weight / self.bound) if self.bound else 1.0


@dataclass(frozen=True)
class FillingPage:
    """A filling with its proposal. Until it is ready ``days`` is empty.

    ``bound`` is proved: no roster by the same terms has more points than that. ``is_best`` says that this one has as
    many. ``volunteers`` is how many people were looked at; ``months`` are those whose hours are shown.
    """

    line: FillingLine
    progress: FillingProgress
    version: int
    status: Status | None
    weight: int
    bound: int | None
    weight_before: int
    shortfall_hours: float | None
    kilometres: float | None
    volunteers: int
    totals: Totals
    days: tuple[tuple[date, tuple[FilledDuty, ...]], ...]

    @property
    def is_best(self) -> bool:
        """Whether nobody could fill more, as is proved."""
        return self.bound is not None and self.weight >= self.bound

    @property
    def can_accept(self) -> bool:
        return self.line.state is FillingState.READY and self.totals.open > 0


@dataclass(frozen=True)
class ToFill:
    """What there is to be filled: published duties to come, the places free on them, and who serves there."""

    duties: int
    places: int


def list_fillings(viewer: Viewer) -> list[FillingLine]:
    """The latest fillings of the viewer's strands and areas, newest first; one statement."""
    accepted = (
        select(func.count())
        .where(FillingPlace.filling_id == Filling.id, FillingPlace.state == PlaceState.ACCEPTED)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Filling, accepted)
        .where(_within(viewer))
        .options(joinedload(Filling.unit), joinedload(Filling.asked_by))
        .order_by(Filling.id.desc())
        .limit(SHOWN)
        .execution_options(populate_existing=True)
    ).all()
    return [_line(filling, count) for filling, count in rows]


def get_progress(filling_id: int, viewer: Viewer) -> FillingProgress:
    """How far a filling has come, in at most two statements; ``NotFound`` out of scope."""
    return _progress(_get(filling_id, viewer))


def get_filling(filling_id: int, viewer: Viewer) -> FillingPage:
    """A filling with everything of its proposal, in a fixed number of statements; ``NotFound`` out of scope."""
    filling = _get(filling_id, viewer)
    duties = list_filled(filling)
    totals = totals_of(duties)
    days: dict[date, list[FilledDuty]] = defaultdict(list)
    for duty in duties:
        days[duty.on].append(duty)
    return FillingPage(
        _line(filling, totals.accepted), _progress(filling), filling.version, filling.status, filling.weight,
        filling.bound, filling.weight_before, filling.shortfall_hours, filling.kilometres, filling.volunteers, totals,
        tuple((on, tuple(those)) for on, those in sorted(days.items())),
    )  # fmt: skip


def count_to_fill(viewer: Viewer, narrowed: Narrowed, first_on: date, last_on: date) -> ToFill:
    """How many published duties to come between two days have a place free, and how many places; one statement."""
    row = db.session.execute(
        select(func.count(Duty.id.distinct()), func.coalesce(func.sum(Post.places - Post.taken), 0))
        .join(Post, Post.duty_id == Duty.id)
        .where(
            viewer.within(Permission.DUTY_ASSIGN, Duty.strand, Duty.area), Post.taken < Post.places,
            *narrowed.of(Duty.strand, Duty.area, Duty.unit_id), *to_fill(first_on, last_on),
        )
    ).one()  # fmt: skip
    return ToFill(int(row[0]), int(row[1]))


def find_working(strand: str, area: str, unit_id: int | None, first_on: date, last_on: date) -> int | None:
    """A filling that is at work on some of these duties, or waits for its turn."""
    units = (Filling.unit_id.is_(None) | (Filling.unit_id == unit_id)) if unit_id is not None else true()
    return db.session.scalar(
        select(Filling.id)
        .where(
            Filling.state.in_(WORKING), Filling.strand == strand, Filling.area == area, units,
            Filling.first_on <= last_on, Filling.last_on >= first_on,
        )
        .order_by(Filling.id)
        .limit(1)
    )  # fmt: skip


def to_fill(first_on: date, last_on: date) -> list[ColumnElement[bool]]:
    """The conditions on duties that may be filled: published, to come, and begun between two days, both included."""
    return [
        Duty.state == DutyState.PUBLISHED, Duty.starts_at > clock.now(),
        Duty.starts_at >= clock.start_of_day(first_on),
        Duty.starts_at < clock.start_of_day(last_on + timedelta(days=1)),
    ]  # fmt: skip


def _get(filling_id: int, viewer: Viewer) -> Filling:
    wanted = select(Filling).where(Filling.id == filling_id, _within(viewer))
    wanted = wanted.options(joinedload(Filling.unit), joinedload(Filling.asked_by))
    found = None
    if filling_id <= LARGEST_ID:
        found = db.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(f"no filling {filling_id} for this viewer")
    return found


def _within(viewer: Viewer) -> ColumnElement[bool]:
    return viewer.within(Permission.DUTY_ASSIGN, Filling.strand, Filling.area)


def _progress(filling: Filling) -> FillingProgress:
    ahead = 0
    if filling.state is FillingState.WAITING:
        ahead = db.session.scalar(select(func.count()).where(Filling.state.in_(WORKING), Filling.id < filling.id)) or 0
    return FillingProgress(
        filling.id, filling.state, filling.phase, filling.seconds_run, filling.seconds, filling.weight, filling.bound,
        filling.filled, filling.places, filling.stop_asked, ahead,
    )  # fmt: skip


def _line(filling: Filling, accepted: int) -> FillingLine:
    return FillingLine(
        filling.id, filling.strand, get_strand(filling.strand).name, area_name(filling.area), filling.area,
        filling.unit_id, filling.unit.name if filling.unit else None, filling.first_on, filling.last_on,
        filling.takes_unsaid, filling.seconds, filling.state, filling.asked_by.full_name, filling.asked_at,
        filling.finished_at, filling.failure, filling.filled, filling.places, accepted,
    )  # fmt: skip
