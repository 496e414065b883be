"""Duties as sheets to take along on paper: one, or all of a unit in a week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, cast, func, select

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.people.models import GradePeriod, Volunteer
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.rosters.models import Duty, DutyState, Post, SignUp, SignUpState
from volunteers.rosters.queries.board import minimum_of
from volunteers.rosters.queries.rows import words_of
from volunteers.rosters.rules.sheets import Sheet, SheetLine, SheetPost
from volunteers.strands.queries import all_strands, get_strand

# A unit's week on paper.
MOST_SHEETS = 60


@dataclass(frozen=True)
class UnitWeek:
    """A unit's sheets of a week. ``is_cut`` says that there are more than are printed."""

    unit_id: int
    unit: str
    first: date
    last: date
    sheets: tuple[Sheet, ...]
    is_cut: bool


def get_sheet(duty_id: int, viewer: Viewer) -> Sheet:
    """The sheet of a duty in the viewer's scope; otherwise ``NotFound``. Three statements."""
    found = _sheets(viewer, Duty.id == duty_id)
    if not found:
        raise NotFound(f"no duty {duty_id} for this viewer")
    return found[0]


def get_unit_week(unit_id: int, day: date, viewer: Viewer) -> UnitWeek:
    """The sheets of the published duties of a unit in the week of a day; ``NotFound`` for one out of scope.

    A unit is in scope of whoever sees duties of any strand it serves, in its area.
    """
    unit = db.session.get(Unit, unit_id)
    strands = [unit.strand] if unit and unit.strand else [strand.code.value for strand in all_strands()]
    if unit is None or not any(viewer.may_in(Permission.DUTY_READ, strand, unit.area) for strand in strands):
        raise NotFound(f"no unit {unit_id} for this viewer")
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    sheets = _sheets(
        viewer, Duty.unit_id == unit_id, Duty.state == DutyState.PUBLISHED, Duty.starts_at >= clock.start_of_day(first),
        Duty.starts_at < clock.start_of_day(last + timedelta(days=1)),
    )  # fmt: skip
    return UnitWeek(unit_id, unit.name, first, last, tuple(sheets[:MOST_SHEETS]), len(sheets) > MOST_SHEETS)


def _sheets(viewer: Viewer, *which: ColumnElement[bool]) -> list[Sheet]:
    rows = db.session.execute(
        select(Duty, Unit.name.label("unit"))
        .outerjoin(Unit, Unit.id == Duty.unit_id)
        .where(viewer.within(Permission.DUTY_READ, Duty.strand, Duty.area), *which)
        .order_by(Duty.starts_at, Duty.id)
        .limit(MOST_SHEETS + 1)
    ).all()
    posts = _posts([duty.id for duty, _ in rows]) if rows else {}
    return [_sheet(duty, unit, posts.get(duty.id, ())) for duty, unit in rows]


def _posts(duty_ids: Sequence[int]) -> dict[int, list[SheetPost]]:
    """The posts of each duty with those who hold their places, and the grade each has on the day; two statements."""
    on: dict[int, list[SheetLine]] = defaultdict(list)
    day = cast(func.timezone("Europe/London", Duty.starts_at), Date)
    own = (
        GradePeriod.volunteer_id == SignUp.volunteer_id, GradePeriod.strand == Duty.strand, GradePeriod.from_on <= day
    )  # fmt: skip
    grade = select(GradePeriod.grade).where(*own).order_by(GradePeriod.from_on.desc(), GradePeriod.id.desc()).limit(1)
    people = db.session.execute(
        select(SignUp.post_id, Volunteer.first_name, Volunteer.last_name, Duty.strand, grade.scalar_subquery())
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .join(Duty, Duty.id == SignUp.duty_id)
        .where(SignUp.duty_id.in_(duty_ids), SignUp.state == SignUpState.CONFIRMED)
        .order_by(Volunteer.last_name, Volunteer.first_name, SignUp.id)
    )
    for post_id, first, last, strand, code in people:
        on[post_id].append(SheetLine(f"{first} {last}", _grade_name(strand, code)))
    found: dict[int, list[SheetPost]] = defaultdict(list)
    for post in db.session.scalars(select(Post).where(Post.duty_id.in_(duty_ids)).order_by(Post.id)):
        found[post.duty_id].append(SheetPost(post.name, post.places, tuple(on[post.id])))
    return found


def _grade_name(strand: str, code: Any) -> str:
    return next((grade.name for grade in get_strand(strand).grades if grade.code == code), "")


def _sheet(duty: Duty, unit: str | None, posts: Sequence[SheetPost]) -> Sheet:
    strand = get_strand(duty.strand)
    words = words_of(duty.id, duty.title, duty.area, duty.meeting_place, duty.starts_at, duty.ends_at)
    kind = strand.duty.kind(duty.kind)
    places = [duty.meeting_place, duty.address, f"Grid reference {duty.map_reference}" if duty.map_reference else ""]
    where = ", ".join(part for part in [*places, unit or "", words.area] if part)
    return Sheet(
        duty.id, duty.title, f"{strand.name}, {kind.name}" if kind else strand.name,
        f"{words.day}, {words.hours} ({words.lasts})", where, duty.briefing, duty.risk_assessment,
        minimum_of(strand, duty.minimum_to_run), duty.state is DutyState.DRAFT, duty.state is DutyState.CANCELLED,
        tuple(posts),
    )  # fmt: skip
